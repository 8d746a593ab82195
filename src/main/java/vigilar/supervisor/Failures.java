package vigilar.supervisor;

/// Failures as one line for people.
public final class Failures {
    private Failures() {}

    /// The message of the failure and of its deepest cause, on one line; the class's name where
    /// there is no message.
    public static String inWords(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var first = sentence(failure);
        var last = sentence(root);
        var both = first.contains(last) ? first : first + ": " + last;
        return both.replaceAll("\\s+", " ");
    }

    private static String sentence(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
