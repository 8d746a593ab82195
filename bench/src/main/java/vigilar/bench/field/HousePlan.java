package vigilar.bench.field;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a house is started.
///
/// @param program the folder of the product, with its launcher
/// @param scratch where its log and configuration go
/// @param data its data folder
/// @param http host and port of the page; port 0: any free one
/// @param mqtt the same of the embedded broker
/// @param bus an external broker instead
/// @param prefix the first level of its topics
/// @param words what else stands on the command line
/// @param before words before the command, such as those of a tracer
/// @param environment what else stands in its environment
/// @param settings what has no option of its own, as its configuration says it
public record HousePlan(
        Path program,
        Path scratch,
        Path data,
        String http,
        String mqtt,
        Optional<String> bus,
        String prefix,
        List<String> words,
        List<String> before,
        Map<String, String> environment,
        String settings) {
    /// 256 MB: what the whole system is meant to live in.
    private static final String HEAP = "-Xmx256m";

    public HousePlan {
        words = List.copyOf(words);
        before = List.copyOf(before);
        environment = Map.copyOf(environment);
    }

    /// The whole house in one process, in a folder of its own, on any free ports.
    public static HousePlan of(Path program, Path scratch) {
        return new HousePlan(
                program,
                scratch,
                scratch.resolve("data"),
                "127.0.0.1:0",
                "127.0.0.1:0",
                Optional.empty(),
                "vigilar",
                List.of(),
                List.of(),
                Map.of("VIGILAR_JAVA_OPTS", HEAP),
                "");
    }

    public HousePlan onData(Path folder) {
        return new HousePlan(
                program,
                scratch,
                folder,
                http,
                mqtt,
                bus,
                prefix,
                words,
                before,
                environment,
                settings);
    }

    /// The same addresses again, so that those who come back find it.
    public HousePlan at(String httpAgain, String mqttAgain) {
        return new HousePlan(
                program,
                scratch,
                data,
                httpAgain,
                mqttAgain,
                bus,
                prefix,
                words,
                before,
                environment,
                settings);
    }

    public HousePlan beside(String url, String firstLevel) {
        return new HousePlan(
                program,
                scratch,
                data,
                http,
                mqtt,
                Optional.of(url),
                firstLevel,
                words,
                before,
                environment,
                settings);
    }

    public HousePlan with(String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new HousePlan(
                program,
                scratch,
                data,
                http,
                mqtt,
                bus,
                prefix,
                all,
                before,
                environment,
                settings);
    }

    /// Below another program, which runs it as its child.
    public HousePlan below(List<String> command) {
        return new HousePlan(
                program,
                scratch,
                data,
                http,
                mqtt,
                bus,
                prefix,
                words,
                command,
                environment,
                settings);
    }

    public HousePlan in(Map<String, String> more) {
        var all = new java.util.HashMap<>(environment);
        all.putAll(more);
        return new HousePlan(
                program, scratch, data, http, mqtt, bus, prefix, words, before, all, settings);
    }

    public boolean inProcesses() {
        return words.contains("--processes");
    }

    /// `vigilar` with these words, on its data folder.
    public List<String> vigilar(String... command) {
        var all = new ArrayList<String>();
        all.add(program.resolve("vigilar").toString());
        all.addAll(List.of(command));
        all.addAll(List.of("--data", data.toString()));
        return all;
    }

    List<String> command(Path config) {
        var command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        program.resolve("vigilar").toString(),
                        "run",
                        "--open",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString(),
                        "--http",
                        http));
        bus.ifPresentOrElse(
                url -> command.addAll(List.of("--bus", url)),
                () -> command.addAll(List.of("--mqtt", mqtt)));
        command.addAll(words);
        return command;
    }

    /// With more lines in its configuration.
    public HousePlan saying(String lines) {
        return new HousePlan(
                program,
                scratch,
                data,
                http,
                mqtt,
                bus,
                prefix,
                words,
                before,
                environment,
                settings + lines);
    }

    /// Nobody else's topics are listened to: at a broker that others use, only what was said here
    /// counts.
    String configuration() {
        return """
        prefix = "%s"
        [zigbee2mqtt]
        enabled = false
        [frigate]
        enabled = false
        %s
        """
                .formatted(prefix, settings);
    }
}
