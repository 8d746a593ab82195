package vigilar.bench.field;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a house is started. Never changes: what says so returns another plan.
public final class HousePlan {
    /// 256 MB: what the whole system is meant to live in.
    private static final String HEAP = "-Xmx256m";

    private final Path program;
    private final Path scratch;
    private Path data;
    private String http = "127.0.0.1:0";
    private String mqtt = "127.0.0.1:0";
    private Optional<String> bus = Optional.empty();
    private String prefix = "vigilar";
    private List<String> words = List.of();
    private List<String> before = List.of();
    private Map<String, String> environment = Map.of("VIGILAR_JAVA_OPTS", HEAP);
    private String settings = "";

    private HousePlan(Path program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
        data = scratch.resolve("data");
    }

    private HousePlan(HousePlan other) {
        program = other.program;
        scratch = other.scratch;
        data = other.data;
        http = other.http;
        mqtt = other.mqtt;
        bus = other.bus;
        prefix = other.prefix;
        words = other.words;
        before = other.before;
        environment = other.environment;
        settings = other.settings;
    }

    /// The whole house in one process, in a folder of its own, on any free ports.
    ///
    /// @param program the folder of the product, with its launcher
    /// @param scratch where its log and configuration go
    public static HousePlan of(Path program, Path scratch) {
        return new HousePlan(program, scratch);
    }

    /// With another data folder.
    public HousePlan onData(Path folder) {
        var plan = new HousePlan(this);
        plan.data = folder;
        return plan;
    }

    /// The same addresses again, so that those who come back find it.
    public HousePlan at(String httpAgain, String mqttAgain) {
        var plan = new HousePlan(this);
        plan.http = httpAgain;
        plan.mqtt = mqttAgain;
        return plan;
    }

    /// With an external broker, and the first level of its topics there.
    public HousePlan beside(String url, String firstLevel) {
        var plan = new HousePlan(this);
        plan.bus = Optional.of(url);
        plan.prefix = firstLevel;
        return plan;
    }

    /// With more words on its command line.
    public HousePlan with(String... more) {
        var plan = new HousePlan(this);
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        plan.words = List.copyOf(all);
        return plan;
    }

    /// Below another program, which runs it as its child or becomes it.
    public HousePlan below(List<String> command) {
        var plan = new HousePlan(this);
        plan.before = List.copyOf(command);
        return plan;
    }

    /// With more in its environment.
    public HousePlan in(Map<String, String> more) {
        var plan = new HousePlan(this);
        var all = new HashMap<>(environment);
        all.putAll(more);
        plan.environment = Map.copyOf(all);
        return plan;
    }

    /// With more lines in its configuration, for what has no option of its own.
    public HousePlan saying(String lines) {
        var plan = new HousePlan(this);
        plan.settings = settings + lines;
        return plan;
    }

    /// The folder of the product, with its launcher.
    public Path program() {
        return program;
    }

    public Path scratch() {
        return scratch;
    }

    public Path data() {
        return data;
    }

    /// Host and port of the page; port 0: any free one.
    public String http() {
        return http;
    }

    /// The same of the embedded broker.
    public String mqtt() {
        return mqtt;
    }

    /// An external broker instead.
    public Optional<String> bus() {
        return bus;
    }

    /// The first level of its topics.
    public String prefix() {
        return prefix;
    }

    /// What else stands in its environment.
    public Map<String, String> environment() {
        return environment;
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
        command.addAll(vigilar("run", "--open", "--config", config.toString(), "--http", http));
        bus.ifPresentOrElse(
                url -> command.addAll(List.of("--bus", url)),
                () -> command.addAll(List.of("--mqtt", mqtt)));
        command.addAll(words);
        return command;
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
