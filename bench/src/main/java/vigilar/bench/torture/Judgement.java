package vigilar.bench.torture;

import vigilar.bench.field.Figures;
import vigilar.bench.field.Verdict;

import java.util.ArrayList;
import java.util.List;

/// Puts an outcome together.
final class Judgement {
    private Judgement() {}

    /// As [vigilar.bench.field.Checker] words what is missing.
    private static boolean isLoss(String breach) {
        return breach.contains("acknowledged and not stored");
    }

    static Outcome of(
            FaultCase about,
            int rounds,
            Traffic traffic,
            Figures base,
            Verdict verdict,
            Recovery recovery,
            List<String> wrong) {
        var breaches = new ArrayList<String>();
        var losses = new ArrayList<String>();
        for (var breach : verdict.breaches()) {
            (!about.loses().isEmpty() && isLoss(breach) ? losses : breaches).add(breach);
        }
        var notes = new ArrayList<>(breaches);
        notes.addAll(wrong);
        if (!losses.isEmpty()) {
            notes.add(
                    "lost %s: %d findings, such as %s"
                            .formatted(about.loses(), losses.size(), losses.getFirst()));
        }
        if (verdict.overtaken() > 0) {
            notes.add(
                    verdict.overtaken()
                            + " rows stand behind a later one of the same device"
                            + " (allowed after a redelivery)");
        }
        notes.add("before " + base + "; at the end " + traffic.house().figures());
        boolean well = breaches.isEmpty() && wrong.isEmpty();
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
