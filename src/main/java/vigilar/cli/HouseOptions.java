package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import vigilar.config.Config;
import vigilar.config.ConfigKeys;
import vigilar.config.Key;
import vigilar.config.Role;
import vigilar.config.Suggestion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options that `run` and `demo` share.
final class HouseOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Read the settings from here.")
    Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    Optional<String> data = Optional.empty();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where browsers reach the page; port 0: any free one.")
    Optional<String> http = Optional.empty();

    @Option(
            names = "--mqtt",
            paramLabel = "HOST:PORT",
            description = "Where devices reach the embedded broker; port 0: any free one.")
    Optional<String> mqtt = Optional.empty();

    @Option(
            names = "--bus",
            paramLabel = "URL",
            description = "Use this broker instead: mqtt://HOST:PORT or mqtts://HOST:PORT.")
    Optional<String> bus = Optional.empty();

    @Option(
            names = "--roles",
            paramLabel = "LIST",
            description = "Take a part of the program: broker,intake,web.")
    Optional<String> roles = Optional.empty();

    @Option(names = "--processes", description = "One process per role, each looked after.")
    boolean processes;

    @Option(names = "--open", description = "No login; loopback addresses only.")
    boolean open;

    @Option(names = "--child", hidden = true, description = "Stop when standard input ends.")
    boolean child;

    /// What was said, as the config room takes it.
    Map<Key<?>, Object> said() {
        var said = new LinkedHashMap<Key<?>, Object>();
        data.ifPresent(text -> said.put(ConfigKeys.DATA, text));
        http.ifPresent(text -> said.put(ConfigKeys.HTTP, text));
        mqtt.ifPresent(text -> said.put(ConfigKeys.MQTT, text));
        bus.ifPresent(text -> said.put(ConfigKeys.BUS_URL, text));
        if (open) {
            said.put(ConfigKeys.OPEN, true);
        }
        return said;
    }

    /// @throws CannotStart with all complaints, one a line
    Config read(Map<Key<?>, Object> said, Path usualData) {
        return Configs.read(config, said, usualData);
    }

    /// The roles to take: those named, else all that make sense.
    Set<Role> roles(Config config, CommandLine.Model.CommandSpec spec) {
        if (processes && roles.isPresent()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--roles and --processes exclude each other");
        }
        var external = config.settings().bus().external().isPresent();
        var chosen =
                roles.map(list -> parse(list, spec))
                        .orElseGet(
                                () ->
                                        external
                                                ? EnumSet.of(Role.INTAKE, Role.WEB)
                                                : EnumSet.allOf(Role.class));
        if (external && chosen.contains(Role.BROKER)) {
            throw new CannotStart(
                    "an external broker is set (--bus), so there is nothing to do for the role"
                            + " broker");
        }
        if (!external
                && !chosen.contains(Role.BROKER)
                && config.settings().bus().mqtt().getPort() == 0) {
            throw new CannotStart(
                    "--mqtt with port 0 is for the process with the role broker: name the port at"
                            + " which it listens");
        }
        return chosen;
    }

    private static EnumSet<Role> parse(String list, CommandLine.Model.CommandSpec spec) {
        var chosen = EnumSet.noneOf(Role.class);
        for (var word : list.split(",", -1)) {
            var role = Role.named(word.strip());
            if (role.isEmpty()) {
                var words = Arrays.stream(Role.values()).map(Role::word).toList();
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "unknown role '"
                                + word
                                + "'"
                                + Suggestion.near(word, words)
                                        .map(near -> ", did you mean " + near + "?")
                                        .orElse(": there are " + String.join(", ", words)));
            }
            chosen.add(role.get());
        }
        return chosen;
    }
}
