package vigilar;

/// Starts Vigilar.
final class Main {
    private Main() {}

    static void main(String[] args) {
        System.out.println("vigilar");
    }
}
