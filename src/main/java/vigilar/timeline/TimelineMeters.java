package vigilar.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What the hub counts, and how many viewers there are. In Prometheus' words: vigilar_viewers,
/// vigilar_receipt_to_write_seconds, and vigilar_timeline_… for what only concerns the hub.
final class TimelineMeters {
    private final AtomicInteger viewers = new AtomicInteger();
    private final InstantSource clock;
    private final Counter deliveries;
    private final Counter writes;
    private final Counter refused;
    private final Counter gaps;
    private final Timer latency;
    private final Map<Departure, Counter> cutOffs = new EnumMap<>(Departure.class);

    TimelineMeters(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        Gauge.builder("vigilar.viewers", viewers, AtomicInteger::get)
                .description("viewers of the stream")
                .register(meters);
        deliveries = counter(meters, "deliveries", "events written to viewers, live and replayed");
        writes = counter(meters, "writes", "writes to viewers that went through");
        refused = counter(meters, "refused", "viewers refused because every place was taken");
        gaps = counter(meters, "gaps", "gaps told to viewers");
        latency =
                Timer.builder("vigilar.receipt.to.write")
                        .description("from the receipt of a live event to its completed write")
                        .serviceLevelObjectives(
                                Stream.of(1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 5_000)
                                        .map(Duration::ofMillis)
                                        .toArray(Duration[]::new))
                        .register(meters);
        for (var departure : Departure.values()) {
            if (departure.isCutOff()) {
                var name = "vigilar.timeline.cutoffs";
                cutOffs.put(departure, meters.counter(name, "reason", departure.tag()));
            }
        }
    }

    private static Counter counter(MeterRegistry meters, String name, String meaning) {
        return Counter.builder("vigilar.timeline." + name).description(meaning).register(meters);
    }

    /// Takes a place; false when all are taken.
    boolean takePlace(int places) {
        if (viewers.getAndUpdate(n -> n < places ? n + 1 : n) < places) {
            return true;
        }
        refused.increment();
        return false;
    }

    void gone(Departure why) {
        viewers.decrementAndGet();
        var counter = cutOffs.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    void written(int events) {
        writes.increment();
        deliveries.increment(events);
    }

    void liveSince(long oldestMillis) {
        latency.record(Duration.ofMillis(Math.max(0, clock.millis() - oldestMillis)));
    }

    void gapTold() {
        gaps.increment();
    }

    int viewers() {
        return viewers.get();
    }
}
