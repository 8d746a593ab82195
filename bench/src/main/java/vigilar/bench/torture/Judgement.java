package vigilar.bench.torture;

import vigilar.bench.field.Figures;
import vigilar.bench.field.StoreCheck;
import vigilar.bench.field.Verdict;

import java.util.ArrayList;
import java.util.List;

/// Puts an outcome together, the store having been looked through beside the house.
final class Judgement {
    private Judgement() {}

    static Outcome of(
            FaultCase about,
            int rounds,
            Traffic traffic,
            Figures base,
            Verdict verdict,
            Recovery recovery,
            List<String> wrong) {
        var notes = new ArrayList<>(verdict.breaches());
        notes.addAll(wrong);
        notes.addAll(StoreCheck.findings(traffic.house().plan()));
        boolean well = notes.isEmpty();
        var losses = verdict.forgiven();
        if (!losses.isEmpty()) {
            notes.add(
                    "lost %s: %d findings, such as %s"
                            .formatted(about.loses(), losses.size(), losses.getFirst()));
        }
        if (verdict.overtaken() > 0) {
            notes.add(
                    verdict.overtaken()
                            + " rows of messages that were sent again stand behind a later one of"
                            + " the same device");
        }
        notes.add("before " + base + "; at the end " + traffic.house().figures());
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
