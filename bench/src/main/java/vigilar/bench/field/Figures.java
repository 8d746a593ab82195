package vigilar.bench.field;

/// What a house takes of the machine.
///
/// @param megabytes resident memory
/// @param files open ones, sockets too
/// @param processes how many JVMs these figures are the sum of
public record Figures(long megabytes, long files, long threads, int processes) {
    static final Figures NONE = new Figures(0, 0, 0, 0);

    Figures plus(Figures other) {
        return new Figures(
                megabytes + other.megabytes,
                files + other.files,
                threads + other.threads,
                processes + other.processes);
    }

    @Override
    public String toString() {
        return megabytes + " MB, " + files + " files, " + threads + " threads";
    }
}
