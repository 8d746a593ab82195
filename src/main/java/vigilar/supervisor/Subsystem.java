package vigilar.supervisor;

/// A loop that a part of the house lives in. Returns when it is done; interruption means stop.
@FunctionalInterface
public interface Subsystem {
    void run() throws Exception;
}
