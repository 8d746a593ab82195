package vigilar.bench.torture;

import java.util.ArrayList;
import java.util.List;

/// The outcomes as lines of text.
final class Table {
    private static final List<String> HEADS =
            List.of(
                    "case",
                    "what was done",
                    "rounds",
                    "acknowledged",
                    "stored",
                    "viewers",
                    "recovery",
                    "result");

    private Table() {}

    static List<String> of(List<Outcome> outcomes) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADS);
        outcomes.forEach(it -> rows.add(row(it)));
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width =
                        rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        for (var outcome : outcomes) {
            outcome.notes().forEach(note -> lines.add("  " + outcome.name() + ": " + note));
        }
        return lines;
    }

    private static List<String> row(Outcome outcome) {
        return List.of(
                outcome.name(),
                outcome.done(),
                Integer.toString(outcome.rounds()),
                Long.toString(outcome.acknowledged()),
                Long.toString(outcome.stored()),
                outcome.viewers(),
                outcome.recovery().toString(),
                outcome.result().toString());
    }
}
