package vigilar.bench.torture;

import java.util.ArrayList;
import java.util.List;

/// A row of the table at the end.
///
/// @param done what was done
/// @param viewers what those who followed have to say
/// @param recovery how long until all was well again
/// @param notes all that went wrong, and what else should be known
record Outcome(
        String name,
        String done,
        int rounds,
        long acknowledged,
        long stored,
        String viewers,
        Recovery recovery,
        Result result,
        List<String> notes) {
    enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    Outcome {
        notes = List.copyOf(notes);
    }

    static Outcome skipped(String name, String why) {
        return new Outcome(name, "-", 0, 0, 0, "-", Recovery.NONE, Result.SKIPPED, List.of(why));
    }

    static Outcome failed(String name, String why) {
        return new Outcome(name, "-", 0, 0, 0, "-", Recovery.NONE, Result.FAILED, List.of(why));
    }

    /// The same under the name of the case as a whole.
    Outcome called(String other) {
        return new Outcome(
                other, done, rounds, acknowledged, stored, viewers, recovery, result, notes);
    }

    /// The same with more to say; anything that went wrong fails it.
    Outcome with(List<String> wrong, List<String> toKnow) {
        var all = new ArrayList<>(notes);
        all.addAll(wrong);
        all.addAll(toKnow);
        return new Outcome(
                name,
                done,
                rounds,
                acknowledged,
                stored,
                viewers,
                recovery,
                wrong.isEmpty() ? result : Result.FAILED,
                all);
    }
}
