package vigilar.web;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import vigilar.event.EventId;
import vigilar.pictures.Album;
import vigilar.pictures.Picture;
import vigilar.pictures.PictureKind;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the cameras saw: `/events/{id}/snapshot` and `…/clip` show it, `/api/pictures?events=1,2`
/// says what there is. All that is sent along is ours; of the upstream's headers nothing is left.
final class PictureDoor {
    private static final Pattern REST = Pattern.compile("([0-9]{1,18})/(snapshot|clip)");

    /// One range; several at once nobody asks for.
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

    /// 100 at a time: as many rows as a page has.
    private static final int MOST_ASKED = 100;

    private static final Pattern IDS =
            Pattern.compile("[0-9]{1,18}(,[0-9]{1,18}){0," + (MOST_ASKED - 1) + "}");

    /// 64 KiB at a time: a slow visitor holds no more of a clip than that.
    private static final int PIECE_BYTES = 64 << 10;

    /// A clip opened by itself is a page of the browser's own that plays it.
    private static final String POLICY =
            "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'";

    private final Album album;

    PictureDoor(Album album) {
        this.album = album;
    }

    List<Route> routes() {
        return List.of(
                new Route("/events/**", this::answer), new Route("/api/pictures", this::states));
    }

    private Answer answer(Visit visit) {
        var rest = REST.matcher(visit.rest());
        if (!rest.matches()) {
            return Problem.notFound("nothing here has this address; begin at /").answer();
        }
        var event = new EventId(Long.parseLong(rest.group(1)));
        var kind = PictureKind.named(rest.group(2)).orElseThrow();
        return album.find(event, kind)
                .map(picture -> show(picture, event, visit.range()))
                .orElseGet(() -> missing(event, kind));
    }

    private Answer states(Visit visit) {
        var asked = visit.query().getOrDefault("events", "");
        if (!IDS.matcher(asked).matches()) {
            return Problem.badRequest("events: up to " + MOST_ASKED + " ids between commas")
                    .answer();
        }
        var events =
                Stream.of(asked.split(",", -1)).map(Long::parseLong).map(EventId::new).toList();
        var told = new LinkedHashMap<String, Object>();
        album.states(events)
                .forEach(
                        (event, states) -> {
                            var each = new LinkedHashMap<String, Object>();
                            for (var state : states) {
                                each.put(
                                        state.kind().word(),
                                        Map.of("state", state.word(), "why", state.why()));
                            }
                            told.put(event.toString(), each);
                        });
        return Answer.json(200, Json.write(told));
    }

    private Answer missing(EventId event, PictureKind kind) {
        return Problem.notFound(
                        album.states(event).stream()
                                .filter(state -> state.kind() == kind)
                                .map(state -> "it is " + state.word() + ": " + state.why())
                                .findFirst()
                                .orElse("this event has none"))
                .answer();
    }

    private static Answer show(Picture picture, EventId event, String range) {
        var headers = new HashMap<String, String>();
        // Asked again each time, so that nobody sees it from the cache after signing out; it never
        // changes, so the answer is nearly always 304.
        headers.put("Cache-Control", "private, no-cache");
        headers.put("ETag", "\"" + event.sequence() + "-" + picture.bytes() + "\"");
        headers.put("Accept-Ranges", "bytes");
        headers.put("Content-Security-Policy", POLICY);
        var size = picture.bytes();
        var asked = RANGE.matcher(range);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return part(200, picture, 0, size, headers);
        }
        long first;
        long last = size - 1;
        if (asked.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(asked.group(2)));
        } else {
            first = Long.parseLong(asked.group(1));
            if (!asked.group(2).isEmpty()) {
                last = Math.min(last, Long.parseLong(asked.group(2)));
            }
        }
        if (first > last) {
            headers.put("Content-Range", "bytes */" + size);
            return new Answer(416, "text/plain; charset=utf-8", new byte[0], headers);
        }
        headers.put("Content-Range", "bytes " + first + "-" + last + "/" + size);
        return part(206, picture, first, last - first + 1, headers);
    }

    private static Answer part(
            int status, Picture picture, long first, long length, Map<String, String> headers) {
        return new Answer(
                status,
                picture.contentType(),
                new byte[0],
                headers,
                Optional.of(new Answer.FilePart(picture.file(), first, length)));
    }

    /// Sends the stretch as fast as the visitor takes it.
    static void pour(Answer.FilePart part, Request request, Response response, Callback exchange) {
        var pool = request.getComponents().getByteBufferPool();
        var pieces = new ByteBufferPool.Sized(pool, false, PIECE_BYTES);
        Content.copy(
                Content.Source.from(pieces, part.path(), part.first(), part.length()),
                response,
                exchange);
    }
}
