package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The readings of one figure for people, in Markdown, so that it can be put on a page as it is.
final class Table {
    /// 1.05: below it nearly each was written by itself.
    private static final double JOINED = 1.05;

    private Table() {}

    static List<String> of(Figure figure, List<Reading> readings, List<Judgement> judgements) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("### " + figure.name() + ": " + figure.says());
        lines.add("");
        var contenders = new LinkedHashSet<String>();
        var quantities = new LinkedHashSet<String>();
        readings.forEach(
                it -> {
                    contenders.add(it.contender());
                    quantities.add(it.quantity());
                });
        lines.add("| | " + String.join(" | ", quantities) + " |");
        lines.add("|---".repeat(quantities.size() + 1) + "|");
        for (var contender : contenders) {
            var cells = new ArrayList<String>();
            for (var quantity : quantities) {
                cells.add(
                        readings.stream()
                                .filter(
                                        it ->
                                                it.contender().equals(contender)
                                                        && it.quantity().equals(quantity))
                                .findFirst()
                                .map(Reading::inWords)
                                .orElse(""));
            }
            lines.add("| " + contender + " | " + String.join(" | ", cells) + " |");
        }
        lines.add("");
        judgements.forEach(it -> lines.add(it.toString()));
        readings.stream()
                .filter(it -> it.quantity().equals(Quantities.A_WRITE) && it.median() > JOINED)
                .forEach(
                        it ->
                                lines.add(
                                        "told: %s joins messages that come faster than a viewer takes them, %s in a write; others write each by itself"
                                                .formatted(
                                                        it.contender(),
                                                        Reading.rounded(it.median()))));
        return lines;
    }
}
