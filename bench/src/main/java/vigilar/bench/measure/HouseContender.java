package vigilar.bench.measure;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Mosquitto;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Vigilar, as `./vigilar run` starts it, with its own broker or beside another one.
final class HouseContender implements Contender {
    private final String name;
    private final House house;
    private final Optional<Mosquitto> broker;
    private final int underWay;

    private HouseContender(String name, House house, Optional<Mosquitto> broker, int underWay) {
        this.name = name;
        this.house = house;
        this.broker = broker;
        this.underWay = underWay;
    }

    /// As many messages of one device as it can say: the usual bound, 200 a second, is what would
    /// be measured else.
    private static final String UNBOUND = "[broker]\ndevice_rate = 100000\n";

    /// @param underWay messages of one device that may wait for their acknowledgement
    static HouseContender own(HousePlan plan, int underWay) {
        return new HouseContender(
                "Vigilar", House.ready(plan.saying(UNBOUND)), Optional.empty(), underWay);
    }

    /// The same house under another name in the table.
    static HouseContender called(String name, HousePlan plan, int underWay) {
        return new HouseContender(name, House.ready(plan), Optional.empty(), underWay);
    }

    static HouseContender beside(Mosquitto broker, HousePlan plan, int underWay) {
        var house =
                House.ready(
                        plan.beside("mqtt://127.0.0.1:" + broker.port(), "vigilar")
                                .saying(UNBOUND));
        return new HouseContender("Vigilar on Mosquitto", house, Optional.of(broker), underWay);
    }

    House house() {
        return house;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isCompiledAsItRuns() {
        return true;
    }

    @Override
    public Mouth mouth(int run, int publisher) throws IOException {
        return new MqttMouth(
                broker.map(Mosquitto::address).orElseGet(house::mqtt),
                "bench-" + run + "-" + publisher,
                "vigilar/sensor/bench-" + publisher + "/motion",
                underWay);
    }

    @Override
    public InetSocketAddress viewersAt() {
        return house.http();
    }

    @Override
    public byte[] greeting(int viewer) {
        return Greetings.stream(house.http(), "/events/stream");
    }

    /// What comes faster than it can be written is joined.
    @Override
    public double messagesAWrite() {
        try {
            var lines = house.get("/metrics", Map.of()).body().lines().toList();
            return sum(lines, "vigilar_timeline_deliveries_total")
                    / Math.max(1, sum(lines, "vigilar_timeline_writes_total"));
        } catch (IOException failure) {
            throw new Trouble("no metrics", failure);
        }
    }

    private static double sum(List<String> lines, String metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public Usage usage() {
        var all = new ArrayList<>(List.of(house.role("web")));
        broker.ifPresent(it -> all.add(it.handle()));
        return Usage.of(all);
    }

    @Override
    public void close() {
        house.close();
        broker.ifPresent(Mosquitto::close);
    }

    /// What those who look say first.
    static final class Greetings {
        private Greetings() {}

        static byte[] stream(InetSocketAddress at, String path) {
            return "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n\r\n"
                    .formatted(path, at.getHostString(), at.getPort())
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }
}
