package vigilar.bench.measure;

import vigilar.bench.field.MqttLine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Mosquitto alone, from publish to subscribe: what any design on it can reach at most. It stores
/// nothing, and its subscribers ask for QoS 0.
final class MosquittoContender implements Contender {
    private final PlainBroker broker;
    private final int underWay;
    private final int qos;

    /// @param qos with 1 there is one subscriber, whatever is asked for, and it acknowledges each
    MosquittoContender(Path folder, int underWay, int qos) {
        broker = new PlainBroker(folder);
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
        return greeting("viewer-" + System.nanoTime() + "-" + viewer, 0);
    }

    static byte[] greeting(String clientId, int qos) {
        var filter = "vigilar/#".getBytes(StandardCharsets.UTF_8);
        try {
            var all = new ByteArrayOutputStream();
            all.write(MqttLine.connect(clientId));
            var out = new DataOutputStream(all);
            out.writeByte(0x82);
            out.writeByte(2 + 1 + 2 + filter.length + 1);
            out.writeShort(1);
            out.writeByte(0);
            out.writeShort(filter.length);
            out.write(filter);
            out.writeByte(qos);
            return all.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // in memory
        }
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
