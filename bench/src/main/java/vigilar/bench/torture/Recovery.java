package vigilar.bench.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long it took, each time, until all was well again.
record Recovery(List<Duration> times) {
    static final Recovery NONE = new Recovery(List.of());

    Recovery {
        times = times.stream().sorted().toList();
    }

    Recovery and(Duration more) {
        var all = new ArrayList<>(times);
        all.add(more);
        return new Recovery(all);
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1000.0);
    }

    /// Median and worst, in seconds.
    @Override
    public String toString() {
        if (times.isEmpty()) {
            return "-";
        }
        var median = seconds(times.get(times.size() / 2));
        return times.size() == 1 ? median + " s" : median + "/" + seconds(times.getLast()) + " s";
    }
}
