package vigilar.bench.measure;

import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A keypad and a window on one connection, which also hears how the panel stands.
final class PanelLine implements AutoCloseable {
    /// 30 s: what is not there by then is missing.
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// 300 ms: then it is asked again.
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int MOST_NUMBER = 65_535;

    /// How the panel stands, and when that was heard.
    private record Heard(String state, long nanos) {}

    private final String prefix;
    private final MqttLine line;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Thread listening;
    private volatile String outcome = "no answer";
    private volatile boolean closed;
    private int number;

    PanelLine(InetSocketAddress broker, String prefix) throws IOException {
        this.prefix = prefix;
        line = MqttLine.passing(broker, "bench-panel-" + System.nanoTime());
        // QoS 0: acknowledgements would be written by another thread than ours
        line.subscribe(prefix + "/system/arm_state", 0);
        line.subscribe(prefix + "/system/arm_outcome", 0);
        listening = Thread.ofPlatform().name("panel").start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                line.awaitMessage(Duration.ZERO).ifPresent(this::hear);
            }
        } catch (IOException ended) {
            if (!closed) {
                throw new Trouble("the broker hung up on the keypad", ended);
            }
        }
    }

    private void hear(MqttLine.Brought message) {
        var text = new String(message.payload(), StandardCharsets.UTF_8);
        if (message.topic().endsWith("arm_outcome")) {
            outcome = text;
            return;
        }
        heard.add(new Heard(text.replaceFirst(".*\"state\":\"([A-Z_]+)\".*", "$1"), nanos()));
    }

    private static long nanos() {
        return System.nanoTime();
    }

    void arm() throws IOException {
        ask("ARMED_HOME");
    }

    void disarm() throws IOException {
        say("sensor/bench-window/contact_closed", "{}");
        ask("DISARMED");
    }

    /// The window opens.
    ///
    /// @return until the alarm was heard; empty: it never was
    Optional<Duration> alarm() throws IOException {
        long began = nanos();
        say("sensor/bench-window/contact_open", "{}");
        return awaited("TRIGGERED", PATIENCE_NANOS).map(it -> Duration.ofNanos(it.nanos() - began));
    }

    /// More than once: that the window was closed just before may come after it.
    private void ask(String mode) throws IOException {
        for (long end = nanos() + PATIENCE_NANOS; nanos() < end; ) {
            say(
                    "system/arm_request",
                    "{\"mode\":\"%s\",\"request_id\":\"bench-%d\"}".formatted(mode, nanos()));
            if (awaited(mode, AGAIN_NANOS).isPresent()) {
                return;
            }
        }
        throw new Trouble("the panel does not become " + mode + ": " + outcome);
    }

    private void say(String topic, String payload) throws IOException {
        number = number % MOST_NUMBER + 1;
        line.write(
                MqttLine.publish(
                        new Message(
                                topic,
                                number,
                                prefix + "/" + topic,
                                payload,
                                Message.Kind.NUMBERED),
                        number,
                        false));
    }

    private Optional<Heard> awaited(String state, long patience) {
        long end = nanos() + patience;
        try {
            for (long left = patience; left > 0; left = end - nanos()) {
                var next = heard.poll(left, TimeUnit.NANOSECONDS);
                if (next != null && next.state().equals(state)) {
                    return Optional.of(next);
                }
            }
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        line.close();
        try {
            listening.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
