package vigilar.bench.torture;

import vigilar.bench.field.Verdict;

import java.util.ArrayList;
import java.util.List;

/// Puts an outcome together.
final class Judgement {
    private Judgement() {}

    static Outcome of(
            FaultCase about,
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
        notes.add("at the end " + traffic.house().figures());
        boolean well = verdict.isWell() && wrong.isEmpty();
        return new Outcome(
                about.name(),
                about.done(),
                rounds,
                verdict.acknowledged(),
                verdict.stored(),
                traffic.viewersInShort(),
                recovery,
                well ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }
}
