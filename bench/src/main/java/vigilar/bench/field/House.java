package vigilar.bench.field;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Vigilar as its users start it: a process, known by its command line, its `ready` line, its
/// addresses and its files.
public final class House implements AutoCloseable {
    /// 90 s: several JVMs that start at once on a busy machine, below a tracer.
    private static final Duration READY = Duration.ofSeconds(90);

    /// 20 s: a stop may take 10.
    static final Duration END = Duration.ofSeconds(20);

    /// 5 s: whoever does not say by then whether all is well is not well.
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Pattern HTTP = Pattern.compile("https?://([^ ]+)");
    private static final Pattern MQTT = Pattern.compile("mqtt://([^ ]+)");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient BROWSER =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER)
                    .build();

    private final HousePlan plan;
    private final Process process;
    private final Path log;
    private final Family family;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private House(HousePlan plan, Process process, Path log) {
        this.plan = plan;
        this.process = process;
        this.log = log;
        family = new Family(process.toHandle());
        Thread.ofVirtual().name("house-output").start(this::readOutput);
    }

    /// Starts it and returns at once.
    public static House start(HousePlan plan) {
        try {
            var config = plan.scratch().resolve("vigilar.toml");
            Files.createDirectories(plan.scratch());
            Files.writeString(config, plan.configuration());
            var log = Files.createTempFile(plan.scratch(), "house", ".log");
            var builder = new ProcessBuilder(plan.command(config)).redirectError(log.toFile());
            builder.environment().putAll(plan.environment());
            var house = new House(plan, builder.start(), log);
            Leftovers.watch(house.family);
            return house;
        } catch (IOException failure) {
            throw new Trouble("the house does not start", failure);
        }
    }

    /// Starts it and returns once it is ready.
    public static House ready(HousePlan plan) {
        var house = start(plan);
        house.awaitReady();
        return house;
    }

    private void readOutput() {
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException ended) {
            ready.completeExceptionally(ended);
        }
        ready.completeExceptionally(new IOException("ended without being ready"));
    }

    public String awaitReady() {
        try {
            return ready.get(READY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new Trouble("not ready; the end of its log:\n" + endOfLog(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// The plan with the addresses that it has now: what is started with it is found again.
    public HousePlan again() {
        return plan.at(address(HTTP).orElse(plan.http()), address(MQTT).orElse(plan.mqtt()));
    }

    private Optional<String> address(Pattern kind) {
        var found = kind.matcher(awaitReady());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    public InetSocketAddress http() {
        return socket(address(HTTP).orElseThrow(() -> new Trouble("no web in this house")));
    }

    /// Where devices speak to it: its own broker, or the other one.
    public InetSocketAddress mqtt() {
        return socket(
                address(MQTT)
                        .or(() -> plan.bus().map(url -> url.replaceFirst("mqtt://", "")))
                        .orElseThrow(() -> new Trouble("no broker in this house")));
    }

    private static InetSocketAddress socket(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon),
                Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    public HousePlan plan() {
        return plan;
    }

    /// Where its log and configuration lie.
    public Path scratch() {
        return plan.scratch();
    }

    /// The first level of its topics.
    public String prefix() {
        return plan.prefix();
    }

    /// Its data folder.
    public Path data() {
        return plan.data();
    }

    public Path store() {
        return plan.data().resolve("vigilar.db");
    }

    /// The answer to a GET.
    public HttpResponse<String> get(String path, Map<String, String> headers) throws IOException {
        return get(path, headers, HttpResponse.BodyHandlers.ofString());
    }

    /// A page as it comes.
    public byte[] page(String path) throws IOException {
        return get(path, Map.of(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private <T> HttpResponse<T> get(
            String path, Map<String, String> headers, HttpResponse.BodyHandler<T> as)
            throws IOException {
        var http = http();
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + http.getHostString()
                                                + ":"
                                                + http.getPort()
                                                + path))
                        .timeout(ANSWER);
        headers.forEach(request::header);
        try {
            return BROWSER.send(request.build(), as);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// What `/readyz` says; with status 200 or 503.
    public JsonNode readyz() throws IOException {
        return JSON.readTree(get("/readyz", Map.of()).body());
    }

    public boolean isReady() throws IOException {
        return readyz().path("ready").asBoolean(false);
    }

    public Figures figures() {
        return family.figures();
    }

    /// Has all collected that nobody needs, in each of its JVMs.
    ///
    /// @return what is left in their heaps; empty if they cannot be asked
    public Optional<Collected> collected() {
        var all = Collected.NOTHING;
        for (var java : family.javas()) {
            var left = Heap.collect(java.pid());
            if (left.isEmpty()) {
                return left;
            }
            all = all.plus(left.get());
        }
        return Optional.of(all);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// How it ended by itself; empty while it has not.
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /// SIGKILL to all of it: no hook, no flush.
    public void kill() {
        family.kill();
    }

    /// SIGKILL to its JVMs, and waits until a tracer above them has written all down.
    public void killProgram() {
        family.javas().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Trouble("what runs the house does not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// SIGKILL to the process of one role, which its parent starts again.
    public void kill(String role) {
        role(role).destroyForcibly();
    }

    public boolean hasRole(String role) {
        return family.withRole(role).isPresent();
    }

    /// The process of a role; with one process for all of them, that one.
    public ProcessHandle role(String role) {
        return family.withRole(role)
                .or(() -> family.javas().stream().findFirst())
                .orElseThrow(() -> new Trouble("no process has the role " + role));
    }

    /// SIGSTOP.
    public void freeze() {
        family.javas().forEach(it -> Family.signal("STOP", it));
    }

    /// SIGCONT.
    public void thaw() {
        family.javas().forEach(it -> Family.signal("CONT", it));
    }

    /// SIGTERM, and the exit code it ends with.
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Trouble("does not end within " + END.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// All that it logged so far.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private String endOfLog() {
        var lines = log().lines().toList();
        List<String> end = lines.subList(Math.max(0, lines.size() - 15), lines.size());
        return String.join("\n", end);
    }

    @Override
    public void close() {
        family.kill();
        Leftovers.forget(family);
    }
}
