package vigilar.bench.measure;

import java.util.List;

/// One quantity of one contender, as often as it was measured.
///
/// @param figure what it belongs to
/// @param runs in their order, at least one
/// @param more it is more than that, and nobody waited for how much
record Reading(
        String figure,
        String contender,
        String quantity,
        String unit,
        List<Double> runs,
        boolean more) {
    Reading {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("never measured: " + quantity);
        }
    }

    Reading(String figure, String contender, String quantity, String unit, List<Double> runs) {
        this(figure, contender, quantity, unit, runs, false);
    }

    static Reading moreThan(
            String figure, String contender, String quantity, String unit, double value) {
        return new Reading(figure, contender, quantity, unit, List.of(value), true);
    }

    static Reading once(
            String figure, String contender, String quantity, String unit, double value) {
        return new Reading(figure, contender, quantity, unit, List.of(value));
    }

    double median() {
        var sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return runs.stream().mapToDouble(it -> it).min().orElseThrow();
    }

    double most() {
        return runs.stream().mapToDouble(it -> it).max().orElseThrow();
    }

    /// "1.24 ms (1.19 – 1.40)", "more than 30,000 ms".
    String inWords() {
        return runs.size() == 1
                ? (more ? "more than " : "") + rounded(median()) + " " + unit
                : "%s %s (%s – %s)"
                        .formatted(rounded(median()), unit, rounded(least()), rounded(most()));
    }

    /// Three digits that count.
    static String rounded(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == 0) {
            return "%,.0f".formatted(value);
        }
        return size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }
}
