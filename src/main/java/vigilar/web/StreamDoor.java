package vigilar.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import vigilar.journal.ArchiveFilter;
import vigilar.timeline.Admission;
import vigilar.timeline.StreamWish;
import vigilar.timeline.Timeline;

import java.util.Optional;
import java.util.Set;

/// `GET /events/stream`: reads the wish and hands the line to the timeline.
final class StreamDoor implements Endpoint.Line {
    static final String PATH = "/events/stream";
    private static final Set<String> KEYS = Set.of("after", "epoch", "severity", "type", "source");
    private final Timeline timeline;
    private final OpenStreams streams;

    StreamDoor(Timeline timeline, OpenStreams streams) {
        this.timeline = timeline;
        this.streams = streams;
    }

    /// Opens the stream; a problem instead if it cannot be opened, and then nothing was sent.
    @Override
    public Optional<Problem> open(
            Request request, Response response, Callback exchange, Visit visit) {
        var reader = new QueryReader(visit.query());
        var wish = wish(reader, request.getHeaders().get("Last-Event-ID"));
        if (reader.problem().isPresent()) {
            return reader.problem();
        }
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Accel-Buffering", "no"); // nginx would hold events back
        response.setStatus(200);
        if (request.getMethod().equals("HEAD")) {
            response.write(true, BufferUtil.EMPTY_BUFFER, exchange);
            return Optional.empty();
        }
        request.addIdleTimeoutListener(_ -> false); // quiet is not idle: the hub has its own timers
        var line = new JettyLine(request, response, exchange);
        return switch (timeline.join(wish, line)) {
            case Admission.Joined _ -> {
                watch(line, request, visit.visitor());
                yield Optional.empty();
            }
            case Admission.Refused(var why, var retryAfter) ->
                    Optional.of(Problem.retryLater(why, retryAfter.toSeconds()));
        };
    }

    private void watch(JettyLine line, Request request, Visitor visitor) {
        if (visitor instanceof Visitor.Known(var pass)) {
            streams.opened(line, pass);
            Request.addCompletionListener(request, _ -> streams.closed(line));
            if (line.isOver()) { // in between: its completion may have been told before
                streams.closed(line);
            }
        }
    }

    /// `Last-Event-ID` beats `after`: the browser sets it by itself when it comes again, to the
    /// same address.
    private static StreamWish wish(QueryReader reader, @Nullable String lastEventId) {
        reader.refuseOthersThan(KEYS);
        var after = reader.id("after");
        var cursor = after;
        if (lastEventId != null && !lastEventId.isEmpty()) {
            cursor = QueryReader.idOf(lastEventId);
            if (cursor.isEmpty()) {
                reader.complain("'Last-Event-ID' must be a whole number from 0 to 10^18");
            }
        }
        var filter =
                new ArchiveFilter(
                        reader.severity("severity"),
                        reader.types("type"),
                        reader.sources("source"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return new StreamWish(
                cursor, reader.read("epoch", "letters and digits", StreamDoor::epoch), filter);
    }

    private static String epoch(String text) {
        if (!text.matches("[A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
