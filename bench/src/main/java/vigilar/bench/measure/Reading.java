package vigilar.bench.measure;

import java.util.List;

/// One quantity of one contender, as often as it was measured.
///
/// @param figure what it belongs to
/// @param runs in their order, at least one
record Reading(String figure, String contender, String quantity, String unit, List<Double> runs) {
    Reading {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("never measured: " + quantity);
        }
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

    /// "1.24 ms (1.19 – 1.40)".
    String inWords() {
        return runs.size() == 1
                ? rounded(median()) + " " + unit
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
