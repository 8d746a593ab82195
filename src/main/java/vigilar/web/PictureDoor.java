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

/// What the cameras saw: `/api/events/{id}/pictures` says what there is, `…/snapshot` and `…/clip`
/// show it. All that is sent along is ours; of the upstream's headers nothing is left.
final class PictureDoor {
    private static final Pattern REST = Pattern.compile("([0-9]{1,18})/(pictures|snapshot|clip)");

    /// One range; several at once nobody asks for.
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

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
        return List.of(new Route("/api/events/**", this::answer));
    }

    private Answer answer(Visit visit) {
        var rest = REST.matcher(visit.rest());
        if (!rest.matches()) {
            return Problem.notFound("nothing here has this address; begin at /").answer();
        }
        var event = new EventId(Long.parseLong(rest.group(1)));
        return PictureKind.named(rest.group(2))
                .map(
                        kind ->
                                album.find(event, kind)
                                        .map(picture -> show(picture, visit.range()))
                                        .orElseGet(() -> missing(event, kind)))
                .orElseGet(() -> states(event));
    }

    private Answer states(EventId event) {
        var states = new LinkedHashMap<String, Object>();
        for (var state : album.states(event)) {
            states.put(state.kind().word(), Map.of("state", state.word(), "why", state.why()));
        }
        return Answer.json(200, Json.write(states));
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

    private static Answer show(Picture picture, String range) {
        var headers = new HashMap<String, String>();
        headers.put("Cache-Control", "private, max-age=86400, immutable");
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
    static void pour(
            Answer.FilePart part, Request request, Response response, Callback exchange) {
        var pool = request.getComponents().getByteBufferPool();
        var pieces = new ByteBufferPool.Sized(pool, false, PIECE_BYTES);
        Content.copy(
                Content.Source.from(pieces, part.path(), part.first(), part.length()),
                response,
                exchange);
    }
}
