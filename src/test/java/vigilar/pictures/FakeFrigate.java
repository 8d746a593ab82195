package vigilar.pictures;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

/// A Frigate that answers as its API documentation says, and chooses from its reviews as its code
/// does, with pictures of a few bytes.
public final class FakeFrigate implements AutoCloseable {
    private static final String COOKIE = PlantedSecrets.plant("frigate_token=eyJh.bGci.x-1");
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern CLIP =
            Pattern.compile("/api/([^/]+)/start/([0-9]+)/end/([0-9]+)/clip\\.mp4");

    private static final Pattern FRAME =
            Pattern.compile("/api/([^/]+)/recordings/([0-9]+)/snapshot\\.jpg");

    /// A path (without query) and what stands there.
    public final Map<String, byte[]> shelf = new ConcurrentHashMap<>();

    /// Paths and queries, in their order.
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /// What a camera has on record, in seconds since 1970; out of it frames and clips are cut.
    public record Recording(long from, long to, int bytesPerSecond) {}

    /// By the name of the camera.
    public final Map<String, Recording> recordings = new ConcurrentHashMap<>();

    /// How it chooses from its reviews.
    public volatile FrigateChoice choice = FrigateChoice.OLDER;

    /// Answers all with this instead, when it is not 0.
    public volatile int trouble;

    /// Answers with `refusesWith` to questions with this in them.
    public volatile Optional<String> refuses = Optional.empty();

    public volatile int refusesWith = 500;

    /// What happens, of all that may, between a question and its answer.
    public volatile Consumer<String> meanwhile = _ -> {};

    /// Whether it hangs up after each answer.
    public volatile boolean hangsUp;

    /// Where it sends everybody, when it does.
    public volatile Optional<URI> elsewhere = Optional.empty();

    /// The password of `viewer`, if there is a login.
    public volatile Optional<String> password = Optional.empty();

    private final String scheme;
    private final HttpServer server;

    public FakeFrigate() throws IOException {
        this("http", HttpServer.create(loopback(), 0));
    }

    /// One that speaks TLS, as on port 8971.
    public FakeFrigate(SSLContext tls) throws IOException {
        this("https", speaking(tls));
    }

    private FakeFrigate(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        shelf.put("/api/review", "[]".getBytes(StandardCharsets.UTF_8));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpServer speaking(SSLContext tls) throws IOException {
        var server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /// An object that was seen, and of what kind it says that it is.
    public void seen(String detection, String label) {
        put("/api/events/" + detection, "{\"label\":\"" + label + "\",\"end_time\":null}");
    }

    public void snapshot(String detection, byte[] picture) {
        shelf.put("/api/events/" + detection + "/snapshot.jpg", picture);
    }

    /// As `frigate/api/media.py`: 400 where there is no recording of a clip's time, 404 where there
    /// is none of a frame's; and less than was asked for, if there is not more yet.
    private boolean cut(HttpExchange exchange, String path) throws IOException {
        var clip = CLIP.matcher(path);
        var frame = FRAME.matcher(path);
        if (!clip.matches() && !frame.matches()) {
            return false;
        }
        var of = clip.matches() ? clip : frame;
        var recording = recordings.getOrDefault(of.group(1), new Recording(0, 0, 0));
        var from = Math.max(recording.from(), Long.parseLong(of.group(2)));
        var to = Math.min(recording.to(), Long.parseLong(of.group(of.groupCount())));
        if (from > to || recording.to() == 0) {
            exchange.sendResponseHeaders(clip.matches() ? 400 : 404, -1);
        } else {
            var length = Math.toIntExact((to - from) * recording.bytesPerSecond());
            show(exchange, clip.matches() ? mp4(length) : jpeg(2_000));
        }
        return true;
    }

    public void put(String path, String text) {
        shelf.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Something that begins like a JPEG.
    public static byte[] jpeg(int size) {
        var bytes = new byte[size];
        bytes[0] = (byte) 0xff;
        bytes[1] = (byte) 0xd8;
        bytes[2] = (byte) 0xff;
        return bytes;
    }

    /// Something that begins like an MP4, and then counts.
    public static byte[] mp4(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) i;
        }
        System.arraycopy("ftyp".getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 4);
        return bytes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            meanwhile.accept(exchange.getRequestURI().toString());
            var path = exchange.getRequestURI().getPath();
            if (hangsUp) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            if (trouble != 0) {
                exchange.sendResponseHeaders(trouble, -1);
            } else if (refuses.filter(exchange.getRequestURI().toString()::contains).isPresent()) {
                exchange.sendResponseHeaders(refusesWith, -1);
            } else if (elsewhere.isPresent()) {
                exchange.getResponseHeaders().set("Location", elsewhere.get() + path);
                exchange.sendResponseHeaders(302, -1);
            } else if (path.equals("/api/login")) {
                login(exchange);
            } else if (password.isPresent()
                    && !COOKIE.equals(exchange.getRequestHeaders().getFirst("Cookie"))) {
                exchange.sendResponseHeaders(401, -1);
            } else if (path.equals("/api/review")) {
                var said = exchange.getRequestURI().getQuery();
                show(exchange, choice.of(shelf.getOrDefault(path, new byte[0]), said));
            } else if (!cut(exchange, path)) {
                show(exchange, shelf.get(path));
            }
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        var said = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var right =
                exchange.getRequestMethod().equals("POST")
                        && said.path("user").asString("").equals("viewer")
                        && said.path("password").asString("").equals(password.orElse(""));
        if (right) {
            exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "; HttpOnly; Path=/");
        }
        exchange.sendResponseHeaders(right ? 200 : 401, -1);
    }

    private static void show(HttpExchange exchange, byte @Nullable [] body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
