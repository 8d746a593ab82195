package vigilar.bench.measure;

import vigilar.bench.field.FreePort;
import vigilar.bench.field.Mosquitto;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The simple design of `bench/peers`, with the Mosquitto that it needs.
final class SimpleContender implements Contender {
    /// Debian's, which has Debian's packages.
    private static final String PYTHON = "/usr/bin/python3";

    private final Mosquitto broker;
    private final Program program;
    private final int http = FreePort.find();
    private final int underWay;

    SimpleContender(Path home, Path folder, int underWay) {
        this.underWay = underWay;
        broker = Mosquitto.inMemory(folder.resolve("broker"));
        program =
                Program.listening(
                        folder,
                        http,
                        List.of(
                                PYTHON,
                                home.resolve("bench/peers/simple_design.py").toString(),
                                "--broker",
                                Integer.toString(broker.port()),
                                "--http",
                                Integer.toString(http),
                                "--store",
                                folder.resolve("simple.db").toString()));
    }

    /// Why it cannot be asked here; empty if it can.
    static String missing() {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return PYTHON;
        }
        try {
            var look = new ProcessBuilder(PYTHON, "-c", "import flask, paho.mqtt.client").start();
            return look.waitFor() == 0 ? "" : "python3-flask python3-paho-mqtt";
        } catch (IOException failure) {
            throw new Trouble("cannot run " + PYTHON, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    @Override
    public String name() {
        return "the simple design";
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
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), http);
    }

    @Override
    public byte[] greeting(int viewer) {
        return HouseContender.Greetings.stream(viewersAt(), "/events/stream");
    }

    @Override
    public Usage usage() {
        return Usage.of(List.of(program.handle(), broker.handle()));
    }

    @Override
    public void close() {
        program.close();
        broker.close();
    }
}
