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
    /// 5: of fewer runs the quartiles are hardly anything but the best and the worst.
    private static final int FOR_QUARTILES = 5;

    Reading {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("never measured: " + quantity);
        }
    }

    Reading(String figure, String contender, String quantity, String unit, List<Double> runs) {
        this(figure, contender, quantity, unit, runs, false);
    }

    static Reading once(
            String figure, String contender, String quantity, String unit, double value) {
        return new Reading(figure, contender, quantity, unit, List.of(value));
    }

    double median() {
        return quantile(0.5);
    }

    double least() {
        return runs.stream().mapToDouble(it -> it).min().orElseThrow();
    }

    double most() {
        return runs.stream().mapToDouble(it -> it).max().orElseThrow();
    }

    /// Enough runs to tell what is usual among them from what is not.
    boolean hasSpread() {
        return runs.size() >= FOR_QUARTILES;
    }

    /// A quarter of the runs are not above it.
    double lowerQuartile() {
        return quantile(0.25);
    }

    /// A quarter of the runs are not below it.
    double upperQuartile() {
        return quantile(0.75);
    }

    /// Between two runs it lies where the share does; of five runs the quartiles are the second and
    /// the fourth.
    private double quantile(double share) {
        var sorted = runs.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    /// "1.24 ms (1.19 – 1.40)", "more than 30,000 ms".
    String inWords() {
        var median = (rounded(median()) + " " + unit).strip();
        if (more) {
            return "more than " + median;
        }
        return runs.size() == 1
                ? median
                : "%s (%s – %s)".formatted(median, rounded(least()), rounded(most()));
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
