package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import vigilar.bus.ClientPlan;
import vigilar.config.ConfigKeys;
import vigilar.config.Key;
import vigilar.config.Role;
import vigilar.config.Settings;
import vigilar.recorder.BadCapture;
import vigilar.recorder.Capture;
import vigilar.recorder.Playback;
import vigilar.recorder.Speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `replay FILE`: plays a capture, onto a broker with `--to`, else into a house of its own that
/// shows what the house would have shown.
@Command(
        name = "replay",
        description =
                "Plays a capture: into a temporary house on this machine, or --to another broker.")
final class ReplayCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Parameters(index = "0", paramLabel = "FILE", description = "A capture.")
    private Path file;

    @Option(
            names = "--speed",
            paramLabel = "X",
            converter = Pace.class,
            description = "So many times as fast; 0 or max: as fast as the broker takes it.")
    private Speed speed = Speed.USUAL;

    @Option(
            names = "--shift-times",
            description = "Move the times in the messages, so that the last is now at the end.")
    private boolean shiftTimes;

    @Option(names = "--to", paramLabel = "URL", description = "Publish there: mqtt://HOST:PORT.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "The user there.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with that user's password on its first line.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--ca", paramLabel = "FILE", description = "Authorities to trust (mqtts).")
    private Optional<Path> ca = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The temporary house listens as these settings say ([[device]] too).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where the temporary house shows its page.")
    private Optional<String> http = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Spec
    private CommandLine.Model.CommandSpec spec;

    ReplayCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    /// A speed as it is typed.
    static final class Pace implements CommandLine.ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            try {
                return Speed.read(text);
            } catch (IllegalArgumentException wrong) {
                throw new CommandLine.TypeConversionException(wrong.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (to.isPresent()
                ? config.isPresent() || http.isPresent()
                : user.isPresent() || passwordFile.isPresent() || ca.isPresent()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--user, --password-file and --ca go with --to; --config and --http without");
        }
        var capture = checked();
        var header = capture.header();
        surroundings
                .err()
                .printf(
                        "%s: %,d messages in %s, from %s: %s%n",
                        file,
                        capture.messages(),
                        Playing.inWords(capture.length()),
                        header.began(),
                        header.note());
        if (capture.torn()) {
            surroundings.err().println("  Its last line was cut off and is left out.");
        }
        return to.isPresent() ? onto(capture) : intoHouse(capture);
    }

    private Capture checked() {
        try {
            return Capture.check(Capture.Source.file(file));
        } catch (BadCapture bad) {
            throw new CannotStart(bad.getMessage() + " (nothing was played)", bad);
        } catch (IOException failed) {
            throw new CannotStart("cannot read " + file + ": " + failed, failed);
        }
    }

    private int onto(Capture capture) throws InterruptedException {
        var said = new LinkedHashMap<Key<?>, Object>();
        to.ifPresent(text -> said.put(ConfigKeys.BUS_URL, text));
        user.ifPresent(text -> said.put(ConfigKeys.BUS_USER, text));
        passwordFile.ifPresent(path -> said.put(ConfigKeys.BUS_PASSWORD_FILE, path.toString()));
        ca.ifPresent(path -> said.put(ConfigKeys.BUS_CA, path.toString()));
        var settings = there(said);
        var bus = services.devices().apply(settings.bus());
        var first = new FirstLink();
        try (var client = bus.client(ClientPlan.publisher("replay", first))) {
            client.start();
            first.objection()
                    .ifPresent(
                            why -> {
                                throw new CannotStart("nothing was played: " + why);
                            });
            var way = new Playback.Way(speed, Optional.empty(), shiftTimes, Duration.ZERO);
            var playing = new Playing(new Playback(client, Clock.systemUTC()), surroundings);
            surroundings.stop().onStop(playing::close);
            try {
                return playing.toTheEnd(capture, way);
            } finally {
                surroundings.stop().forget();
            }
        }
    }

    /// The checks of `--bus`, in the words of the option that was typed.
    private Settings there(Map<Key<?>, Object> said) {
        try {
            return Configs.read(Optional.empty(), said, surroundings.usualData()).settings();
        } catch (CannotStart wrong) {
            throw new CannotStart(wrong.inWords().replace("--bus: bus.url", "--to"), wrong);
        }
    }

    private int intoHouse(Capture capture) {
        var folder = ScratchFolder.make();
        try {
            return intoHouse(capture, folder, settings(capture, folder));
        } finally {
            ScratchFolder.delete(folder); // also when the settings were wrong
        }
    }

    private int intoHouse(Capture capture, Path folder, Settings settings) {
        var way =
                new Playback.Way(
                        speed,
                        Optional.empty(),
                        shiftTimes,
                        ReplayGuest.settled(services, settings));
        var guest = new ReplayGuest(services, surroundings, settings, capture, way, folder);
        try {
            var roles = EnumSet.allOf(Role.class);
            var house =
                    new OneProcess(
                            services.house().build(settings, roles),
                            settings,
                            roles,
                            surroundings.stop());
            return new Session(surroundings).live(house, Optional.of(guest), false);
        } finally {
            guest.close();
        }
    }

    /// An open house in that folder, whose ears are those of the house that was captured. Nothing
    /// else of the given settings counts: neither its folder nor its broker.
    private Settings settings(Capture capture, Path folder) {
        var said = new LinkedHashMap<Key<?>, Object>();
        said.put(ConfigKeys.OPEN, true);
        said.put(ConfigKeys.DATA, folder.toString());
        said.put(ConfigKeys.MQTT, "127.0.0.1:0");
        http.ifPresent(text -> said.put(ConfigKeys.HTTP, text));
        if (config.isEmpty()) {
            var roots = capture.header().roots();
            said.put(ConfigKeys.PREFIX, roots.house().value());
            roots.zigbee2mqtt()
                    .ifPresentOrElse(
                            root -> said.put(ConfigKeys.ZIGBEE2MQTT_BASE, root.value()),
                            () -> said.put(ConfigKeys.ZIGBEE2MQTT_ENABLED, false));
            roots.frigate()
                    .ifPresentOrElse(
                            root -> said.put(ConfigKeys.FRIGATE_PREFIX, root.value()),
                            () -> said.put(ConfigKeys.FRIGATE_ENABLED, false));
        }
        var first = Configs.read(Optional.empty(), said, surroundings.usualData());
        Ports.evade(first, ConfigKeys.HTTP, first.settings().web().http(), said);
        var house = Configs.read(Optional.empty(), said, surroundings.usualData()).settings();
        return config.map(
                        path ->
                                house.listeningAs(
                                        Configs.read(
                                                        Optional.of(path),
                                                        Map.of(),
                                                        surroundings.usualData())
                                                .settings()))
                .orElse(house);
    }
}
