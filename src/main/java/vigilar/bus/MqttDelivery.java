package vigilar.bus;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

final class MqttDelivery implements Delivery {
    private final Mqtt5Publish message;
    private final PacketMark mark;
    private final boolean givesReceipts;
    private final long connection;
    private final CompletableFuture<Boolean> resumed;
    private final CompletableFuture<String> lost;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    /// @param givesReceipts whether it comes from our own broker
    MqttDelivery(
            Mqtt5Publish message,
            boolean givesReceipts,
            long connection,
            CompletableFuture<Boolean> resumed,
            CompletableFuture<String> lost) {
        this.message = message;
        this.mark = PacketMark.of(message);
        this.givesReceipts = givesReceipts;
        this.connection = connection;
        this.resumed = resumed;
        this.lost = lost;
    }

    @Override
    public String topic() {
        return message.getTopic().toString();
    }

    @Override
    public byte[] payload() {
        return message.getPayloadAsBytes();
    }

    @Override
    public boolean retained() {
        return message.isRetain();
    }

    @Override
    public long connection() {
        return connection;
    }

    @Override
    public boolean resumed() {
        // a message may overtake the end of the login by a moment
        return resumed.join();
    }

    @Override
    public Optional<String> receipt() {
        return message.getUserProperties().asList().stream()
                .filter(one -> givesReceipts && one.getName().toString().equals(Receipts.PROPERTY))
                .map(one -> one.getValue().toString())
                .findFirst();
    }

    @Override
    public int packet() {
        return mark.packet();
    }

    @Override
    public boolean again() {
        return mark.again();
    }

    @Override
    public void acknowledge() {
        if (!lost.isDone() && acknowledged.compareAndSet(false, true)) {
            message.acknowledge();
        }
    }
}
