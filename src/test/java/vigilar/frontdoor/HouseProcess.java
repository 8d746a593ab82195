package vigilar.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import vigilar.PlantedSecrets;
import vigilar.storage.ReadyStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Vigilar as its users start it: a process of its own, known only by its command line, its `ready`
/// line, its ports and its exit code.
public final class HouseProcess implements AutoCloseable {
    /// 60 s: a busy test machine starts several JVMs at once.
    private static final Duration READY = Duration.ofSeconds(60);

    private static final String MAIN = "vigilar.Main";
    private static final String BY_HAND = "vigilar.HouseByHand";
    private static final Pattern HTTP = Pattern.compile("(https?://[^ ]+)");
    private static final Pattern MQTT = Pattern.compile("mqtt://([^ ]+)");
    private static final Pattern SETUP_CODE = Pattern.compile("setup code ([0-9A-Z-]{19})");
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /// Houses of tests that did not come to their end: none outlives this JVM.
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "houses"));
    }

    private final Process process;
    private final Path log;
    private final Optional<Path> data;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final List<String> out = new CopyOnWriteArrayList<>();

    private HouseProcess(Process process, Path log, Optional<Path> data) {
        this.process = process;
        this.log = log;
        this.data = data;
        RUNNING.add(process);
        var _ = process.onExit().thenRun(() -> RUNNING.remove(process));
        Thread.ofVirtual().start(this::readOutput);
    }

    /// What a command that ends by itself said.
    public record Said(int exitCode, String out, String err) {}

    /// Runs `vigilar` with these words and this input to its end, at most 60 s.
    public static Said ask(Path folder, String input, String... words) {
        try {
            var out = Files.createTempFile(folder, "out", ".txt");
            var err = PlantedSecrets.log(folder);
            var typed = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
            var process =
                    new ProcessBuilder(command(Rehearsal.options(), MAIN, words))
                            .redirectInput(typed.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            try {
                if (!process.waitFor(READY.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("does not end:\n" + Files.readString(err));
                }
            } finally {
                process.destroyForcibly();
            }
            PlantedSecrets.plantPrinted(Files.readString(out));
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// Starts `vigilar` with these words.
    public static HouseProcess start(Path folder, String... words) {
        return start(folder, List.of(), words);
    }

    /// The same, with more options for its JVM.
    public static HouseProcess start(Path folder, List<String> jvm, String... words) {
        // the later word wins
        return starting(
                folder, Stream.concat(Rehearsal.options().stream(), jvm.stream()).toList(), words);
    }

    /// The same, with exactly these options, of which one names the classes.
    static HouseProcess starting(Path folder, List<String> jvm, String... words) {
        return launched(folder, command(jvm, MAIN, words), words);
    }

    private static HouseProcess launched(Path folder, List<String> command, String... words) {
        try {
            var log = PlantedSecrets.log(folder);
            int named = List.of(words).indexOf("--data") + 1;
            Optional<Path> data = named > 0 ? Optional.of(Path.of(words[named])) : Optional.empty();
            var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new HouseProcess(process, log, data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(List<String> jvm, String main, String... words) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvm);
        command.add(main);
        command.addAll(List.of(words));
        return command;
    }

    /// The whole system in one process on any free ports.
    public static HouseProcess wholeHouse(Path folder, Path data) {
        if (!Files.exists(data)) { // what a test left out on purpose stays out
            ReadyStore.in(data);
        }
        return start(
                folder,
                "run",
                "--open",
                "--data",
                data.toString(),
                "--http",
                "127.0.0.1:0",
                "--mqtt",
                "127.0.0.1:0");
    }

    /// The same, with logins.
    public static HouseProcess closedHouse(Path folder, Path data, String... more) {
        return start(folder, closed(data, more));
    }

    private static String[] closed(Path data, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--data",
                                data.toString(),
                                "--http",
                                "127.0.0.1:0",
                                "--mqtt",
                                "127.0.0.1:0"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /// The same, by the clock in that file, which the test moves.
    static HouseProcess byHand(Path folder, Path clock, Path data, String... more) {
        return byHand(folder, clock, List.of(), data, more);
    }

    /// The same, with more options for its JVM.
    static HouseProcess byHand(
            Path folder, Path clock, List<String> jvm, Path data, String... more) {
        var words = closed(data, more);
        var all = Stream.concat(Stream.of(clock.toString()), Stream.of(words));
        var options = Stream.concat(Rehearsal.optionsWithTests().stream(), jvm.stream()).toList();
        var command = command(options, BY_HAND, all.toArray(String[]::new));
        return launched(folder, command, words);
    }

    private void readOutput() {
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                out.add(line);
                PlantedSecrets.plantPrinted(line);
                if (line.startsWith("ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException ended) {
            ready.completeExceptionally(ended);
        }
        ready.completeExceptionally(new IOException("ended without being ready:\n" + log()));
    }

    /// Waits for the `ready` line and returns it.
    public String awaitReady() {
        try {
            return ready.get(READY.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("not ready:\n" + log(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// What it printed so far.
    public List<String> out() {
        return List.copyOf(out);
    }

    /// `http://host:port` of the ready line.
    public String http() {
        var match = HTTP.matcher(awaitReady());
        if (!match.find()) {
            throw new AssertionError("no web here: " + awaitReady());
        }
        return match.group(1);
    }

    /// The setup code that a closed house without an owner prints.
    public String setupCode() {
        Await.until(
                "the setup code",
                READY,
                () -> out.stream().anyMatch(line -> SETUP_CODE.matcher(line).find()));
        var found = SETUP_CODE.matcher(String.join("\n", out));
        if (!found.find()) {
            throw new AssertionError("no setup code");
        }
        return found.group(1);
    }

    /// The port of the embedded broker, from the ready line; empty when it has none.
    public Optional<Integer> mqttPort() {
        var match = MQTT.matcher(awaitReady());
        return match.find()
                ? Optional.of(Integer.parseInt(match.group(1).replaceAll(".*:", "")))
                : Optional.empty();
    }

    /// The body of a GET.
    public String get(String path) {
        return answer(path).body();
    }

    /// The answer to a GET.
    public HttpResponse<String> answer(String path) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(http() + path))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            return BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// An open house with these settings, on ports of its own.
    public static HouseProcess openHouse(Path folder, Path config, String... more) {
        var words = new ArrayList<>(List.of("run", "--open", "--config", config.toString()));
        words.addAll(List.of("--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"));
        words.addAll(List.of(more));
        return start(folder, words.toArray(String[]::new));
    }

    /// One without logins, with a broker of somebody else's between its devices and itself.
    static HouseProcess onBroker(Path folder, Mosquitto broker, String... more) {
        var words = new ArrayList<>(List.of("run", "--open", "--bus", broker.url()));
        words.addAll(List.of("--data", folder.resolve("data").toString(), "--http", "127.0.0.1:0"));
        words.addAll(List.of(more));
        return start(folder, words.toArray(String[]::new));
    }

    /// The status of the answer to a form, sent as its own page does.
    public int post(String path, Map<String, String> form) {
        return send(path, form).statusCode();
    }

    /// The page that answers a form.
    String posted(String path, Map<String, String> form) {
        return send(path, form).body();
    }

    private HttpResponse<String> send(String path, Map<String, String> form) {
        var body =
                form.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(URI.create(http() + path))
                        .timeout(Duration.ofSeconds(15))
                        .header("Origin", http())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// What it logged so far.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    public long pid() {
        return process.pid();
    }

    /// The processes it started, by `ready` at the latest.
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /// SIGKILL: no hook, no flush.
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /// SIGTERM, and the exit code it ends with.
    public int stop() {
        process.destroy();
        return exitCode();
    }

    /// Waits for the end, at most 20 s.
    public int exitCode() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() {
        var family = new ArrayList<>(children());
        process.destroyForcibly();
        exitCode();
        family.forEach(ProcessHandle::destroyForcibly);
        data.ifPresent(PlantedSecrets::keep);
    }
}
