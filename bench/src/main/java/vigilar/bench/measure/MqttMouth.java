package vigilar.bench.measure;

import org.jspecify.annotations.Nullable;

import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// A device on a broker, with QoS 1 and so many messages under way.
final class MqttMouth implements Contender.Mouth {
    private static final int MOST_NUMBER = 65_535;

    private final String topic;
    private final MqttLine line;
    private final Semaphore room;
    private final AtomicLong accepted = new AtomicLong();
    private final Thread listening;
    private volatile boolean closed;
    private volatile @Nullable IOException broken;
    private int number;

    /// @param topic of its device
    /// @param underWay how many messages may wait for their acknowledgement
    MqttMouth(InetSocketAddress broker, String clientId, String topic, int underWay)
            throws IOException {
        this.topic = topic;
        line = new MqttLine(broker, clientId);
        room = new Semaphore(underWay);
        listening = Thread.ofVirtual().name("acks-" + clientId).start(this::listen);
    }

    @Override
    public void say(int run, int publisher, int n) throws IOException, InterruptedException {
        room.acquire();
        var why = broken;
        if (why != null) {
            throw new IOException("the broker hung up: " + why.getMessage(), why);
        }
        number = number % MOST_NUMBER + 1;
        var message =
                new Message(
                        topic, n, topic, Mark.payload(run, publisher, n), Message.Kind.NUMBERED);
        line.write(MqttLine.publish(message, number, false));
    }

    private void listen() {
        try {
            while (!closed) {
                line.awaitAcknowledgement();
                accepted.incrementAndGet();
                room.release();
            }
        } catch (IOException ended) {
            broken = ended;
            room.release(); // whoever waits shall see it
        }
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            line.close();
            listening.join();
        } catch (IOException failure) {
            throw new vigilar.bench.field.Trouble("a socket cannot be closed", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
