package vigilar.frontdoor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A browser's EventSource as far as the standard makes it simple: one open stream, its messages by
/// id, in order of arrival. Reads on a thread of its own until closed or cut off.
public final class Viewer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /// One message of the stream.
    public record Seen(String id, String event, JsonNode data, long nanos) {}

    private final Stream<String> lines;
    private final List<Seen> seen = new ArrayList<>();
    private String id = "";
    private String event = "";
    private final StringBuilder data = new StringBuilder();

    private Viewer(Stream<String> lines) {
        this.lines = lines;
        Thread.ofPlatform().daemon().name("viewer").start(this::read);
    }

    /// Opens the stream at `base`; `query` may be empty or begin with `?`.
    public static Viewer open(String base, String query) {
        return open(base, query, "");
    }

    /// Comes back with the id it saw last.
    public static Viewer open(String base, String query, String lastEventId) {
        return open(base, query, lastEventId, "");
    }

    /// The same for somebody who is signed in.
    static Viewer open(String base, String query, String lastEventId, String cookie) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/events/stream" + query))
                        .header("Accept", "text/event-stream");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var answer = BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new AssertionError("status " + answer.statusCode());
            }
            var viewer = new Viewer(answer.body());
            Await.until("connected", Duration.ofSeconds(10), () -> !viewer.all().isEmpty());
            return viewer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private void read() {
        try {
            lines.forEach(this::take);
        } catch (UncheckedIOException _) {
            // the server went away: what was seen stays
        }
    }

    private void take(String line) {
        if (line.isEmpty()) {
            if (!data.isEmpty()) {
                synchronized (seen) {
                    seen.add(
                            new Seen(id, event, JSON.readTree(data.toString()), System.nanoTime()));
                }
            }
            event = "";
            data.setLength(0);
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("event: ")) {
            event = line.substring(7);
        } else if (line.startsWith("data: ")) {
            data.append(line.substring(6));
        }
    }

    /// All messages so far, the connected one too.
    public List<Seen> all() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /// The house's events so far.
    public List<JsonNode> events() {
        return all().stream()
                .filter(message -> message.event().isEmpty() && message.data().has("id"))
                .map(Seen::data)
                .toList();
    }

    /// The events of one source so far.
    public List<JsonNode> eventsOf(String source) {
        return events().stream()
                .filter(seenEvent -> seenEvent.get("source_id").asString().equals(source))
                .toList();
    }

    /// Waits until `count` events of the source were seen and returns them.
    public List<JsonNode> awaitEventsOf(String source, int count, Duration patience) {
        Await.until(
                count + " events of " + source, patience, () -> eventsOf(source).size() >= count);
        return eventsOf(source);
    }

    /// The id to come back with.
    public String lastId() {
        var all = all();
        return all.getLast().id();
    }

    @Override
    public void close() {
        lines.close();
    }
}
