package vigilar.bench.torture;

import vigilar.bench.field.Verdict;

import java.util.ArrayList;
import java.util.List;

/// Puts an outcome together.
final class Judgement {
    private Judgement() {}

    static Outcome of(
            String name,
            String done,
            int rounds,
            Traffic traffic,
            Verdict verdict,
            Recovery recovery,
            List<String> wrong) {
        var notes = new ArrayList<>(verdict.breaches());
        notes.addAll(wrong);
        if (verdict.overtaken() > 0) {
            notes.add(
                    verdict.overtaken()
                            + " rows stand behind a later one of the same device"
                            + " (allowed after a redelivery)");
        }
        boolean well = verdict.isWell() && wrong.isEmpty();
        return new Outcome(
                name,
                done,
                rounds,
                verdict.acknowledged(),
                verdict.stored(),
                traffic.viewersInShort(),
                recovery,
                well ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }
}
