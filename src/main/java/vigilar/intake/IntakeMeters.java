package vigilar.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;

/// What intake counts. In Prometheus' words: vigilar_received_total and so on,
/// vigilar_receipt_to_commit_seconds.
final class IntakeMeters {
    final Counter received;
    final Counter refused;
    final Counter stored;
    final Counter repeated;
    final Timer receiptToCommit;

    IntakeMeters(MeterRegistry meters) {
        received =
                counter(
                        meters,
                        "vigilar.received",
                        "messages of devices that came from the broker");
        refused = counter(meters, "vigilar.refused", "messages that were not understood");
        stored = counter(meters, "vigilar.stored", "events that intake stored");
        repeated = counter(meters, "vigilar.repeated", "messages that had come before");
        receiptToCommit =
                Timer.builder("vigilar.receipt.to.commit")
                        .description("from the receipt of a message to its durable event")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(10))
                        .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
