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

import javax.net.ssl.SSLContext;

/// A Frigate that answers as its API documentation says, and chooses from its reviews as its code
/// does, with pictures of a few bytes.
public final class FakeFrigate implements AutoCloseable {
    private static final String COOKIE = PlantedSecrets.plant("frigate_token=eyJh.bGci.x-1");
    private static final JsonMapper JSON = new JsonMapper();

    /// A path (without query) and what stands there.
    public final Map<String, byte[]> shelf = new ConcurrentHashMap<>();

    /// Paths and queries, in their order.
    public final List<String> asked = new CopyOnWriteArrayList<>();

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

    /// An object that was seen; its picture and clip come by themselves later, or never.
    public void seen(String detection, boolean over) {
        put("/api/events/" + detection, "{\"end_time\":" + (over ? "1.5e9" : "null") + "}");
    }

    public void snapshot(String detection, byte[] picture) {
        shelf.put("/api/events/" + detection + "/snapshot.jpg", picture);
    }

    public void clip(String detection, byte[] clip) {
        shelf.put("/api/events/" + detection + "/clip.mp4", clip);
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
            } else {
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
