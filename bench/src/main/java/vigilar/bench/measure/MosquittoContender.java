package vigilar.bench.measure;

import vigilar.bench.field.Mosquitto;
import vigilar.bench.field.MqttLine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Mosquitto alone, from publish to subscribe: what any design on it can reach at most. It stores
/// nothing, and its subscribers ask for QoS 0.
final class MosquittoContender implements Contender {
    /// What its subscribers hear.
    static final String FILTER = "vigilar/#";

    private final Mosquitto broker;
    private final int underWay;
    private final int qos;

    /// @param qos with 1 there is one subscriber, whatever is asked for, and it acknowledges each
    MosquittoContender(Path folder, int underWay, int qos) {
        broker = Mosquitto.inMemory(folder);
        this.underWay = underWay;
        this.qos = qos;
    }

    @Override
    public Listeners listeners(int viewers) {
        return qos == 0 ? new Audience(this, viewers) : new QosOneSubscriber(broker.address());
    }

    @Override
    public String name() {
        return "Mosquitto alone";
    }

    @Override
    public Mouth mouth(int run, int publisher) throws IOException {
        return new MqttMouth(
                broker.address(),
                "bench-" + run + "-" + publisher,
                "vigilar/sensor/bench-" + publisher + "/motion",
                underWay);
    }

    @Override
    public InetSocketAddress viewersAt() {
        return broker.address();
    }

    /// A CONNECT and a SUBSCRIBE in one: a client need not wait for the welcome (MQTT 5.0, 4.9).
    @Override
    public byte[] greeting(int viewer) {
        var connect = MqttLine.connect("viewer-" + System.nanoTime() + "-" + viewer);
        var subscribe = MqttLine.subscription(FILTER, 0);
        var both = Arrays.copyOf(connect, connect.length + subscribe.length);
        System.arraycopy(subscribe, 0, both, connect.length, subscribe.length);
        return both;
    }

    @Override
    public Usage usage() {
        return Usage.of(List.of(broker.handle()));
    }

    @Override
    public void close() {
        broker.close();
    }
}
