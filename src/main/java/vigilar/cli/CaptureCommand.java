package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.config.ConfigKeys;
import vigilar.config.Key;
import vigilar.config.Settings;
import vigilar.recorder.Recording;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// `capture FILE`: writes down what the house hears, beside it, until told to stop.
@Command(
        name = "capture",
        description = "Writes what the house hears into a file, without PINs and passwords.")
final class CaptureCommand implements Callable<Integer> {
    /// 20 s: three steps of connecting may take 5 s each.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String NOTE =
            "heard beside a running house; secrets are left out, names and times are not";

    private final Services services;
    private final Surroundings surroundings;
    private final AtomicBoolean summedUp = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Parameters(index = "0", paramLabel = "FILE", description = "A new file.")
    private Path file;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = HowLong.class,
            description = "So long: 30s, 10m, 2h or 1d. Otherwise until Ctrl-C.")
    private Optional<Duration> time = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "The house's settings.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The house's data folder.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--mqtt",
            paramLabel = "HOST:PORT",
            description = "Where its embedded broker listens.")
    private Optional<String> mqtt = Optional.empty();

    @Option(names = "--bus", paramLabel = "URL", description = "Its external broker.")
    private Optional<String> bus = Optional.empty();

    CaptureCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        var ear = services.ear().apply(settings);
        var recording =
                new Recording(
                        services.insiders().apply(settings),
                        ear.filters(),
                        ear.roots(),
                        file,
                        Clock.systemUTC());
        surroundings.stop().onStop(() -> end(recording));
        try {
            start(recording);
            surroundings.err().println("capturing into " + file + "; Ctrl-C ends it");
            try (var _ = Progress.of(surroundings.err(), () -> progress(recording.state()))) {
                await(recording);
            }
        } finally {
            surroundings.stop().forget();
            end(recording);
        }
        return recording.state().failed() ? ExitCode.BROKEN : ExitCode.OK;
    }

    private Settings settings() {
        var said = new LinkedHashMap<Key<?>, Object>();
        data.ifPresent(text -> said.put(ConfigKeys.DATA, text));
        mqtt.ifPresent(text -> said.put(ConfigKeys.MQTT, text));
        bus.ifPresent(text -> said.put(ConfigKeys.BUS_URL, text));
        return Configs.read(Configs.ofTheHouse(config), said, surroundings.usualData()).settings();
    }

    private void start(Recording recording) throws InterruptedException {
        try {
            var objection = recording.start(NOTE, PATIENCE);
            if (objection.isPresent()) {
                summedUp.set(true); // there is nothing to sum up
                recording.close();
                Files.deleteIfExists(file);
                throw new CannotStart(
                        "nothing can be heard: "
                                + objection.get()
                                + "; name the broker of the running house with --mqtt HOST:PORT or"
                                + " --bus URL");
            }
        } catch (FileAlreadyExistsException there) {
            summedUp.set(true);
            throw new CannotStart(
                    file + " is there already and stays as it is: name another file", there);
        } catch (IOException failed) {
            summedUp.set(true);
            throw new CannotStart("cannot write " + file + ": " + failed, failed);
        }
    }

    private void await(Recording recording) throws InterruptedException {
        if (time.isPresent()) {
            recording.awaitEnd(time.get());
            recording.stop("the time that was asked for is over");
            return;
        }
        recording.awaitEnd();
    }

    private void end(Recording recording) {
        try {
            recording.close();
        } catch (IOException failed) {
            surroundings.complain("cannot close " + file + ": " + failed.getMessage());
        }
        if (summedUp.getAndSet(true)) {
            return;
        }
        var state = recording.state();
        var err = surroundings.err();
        err.println(file + ": " + progress(state));
        state.ending().ifPresent(why -> err.println("  ended: " + why));
        if (state.gaps() > 0) {
            err.println("  Messages are missing: the file says where.");
        }
        err.println(
                "  Look through it before you send it: it holds names, and when nobody is home.");
    }

    private static String progress(Recording.State state) {
        return "%,d messages, %,d bytes, %,d of them with something left out; the broker was away %d times"
                .formatted(state.messages(), state.bytes(), state.redacted(), state.gaps());
    }
}
