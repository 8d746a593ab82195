package vigilar.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Every request comes through here: who asks, for what, and which row of the table answers. Never
/// blocks; what reads the store runs on virtual threads, of which only a few read at a time.
final class FrontDoor extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    /// 3 at a time, one fewer than the store's readers: a page takes some milliseconds, but a
    /// search through years takes seconds, and the followers of the journal must not stand in line
    /// behind it.
    static final int READERS = 3;

    /// 5 s: who waited so long for a page is better told than kept.
    private static final int PATIENCE_SECONDS = 5;

    private static final List<HttpField> ON_ALL =
            List.of(
                    new HttpField(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src"
                                + " 'self' data:; media-src 'self'; connect-src 'self'; worker-src"
                                + " 'self'; manifest-src 'self'; base-uri 'none'; form-action"
                                + " 'self'; frame-ancestors 'none'"),
                    new HttpField("X-Content-Type-Options", "nosniff"),
                    new HttpField("Referrer-Policy", "no-referrer"),
                    new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
                    new HttpField("Cross-Origin-Resource-Policy", "same-origin"));

    private final Doorman doorman;
    private final Callers callers;
    private final Optional<StreamDoor> stream;
    private final List<Route> routes;
    private final Executor threads;
    private final Semaphore readers = new Semaphore(READERS, true);

    FrontDoor(
            Doorman doorman,
            Callers callers,
            Optional<StreamDoor> stream,
            List<Route> routes,
            Executor threads) {
        this.doorman = doorman;
        this.callers = callers;
        this.stream = stream;
        this.routes = routes;
        this.threads = threads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback exchange) {
        doorman.asked(request);
        dress(response);
        refusal(request, response, exchange)
                .ifPresent(problem -> send(problem.answer(), request, response, exchange));
        return true;
    }

    /// The headers that everything gets.
    static void dress(Response response) {
        ON_ALL.forEach(response.getHeaders()::put);
    }

    /// A problem to be sent, or empty if somebody answers.
    private Optional<Problem> refusal(Request request, Response response, Callback exchange) {
        var objection = callers.objection(request);
        if (objection.isPresent()) {
            return objection;
        }
        var method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Optional.of(
                    new Problem(
                            405,
                            "Only looking is possible here",
                            "use GET or HEAD",
                            Map.of("Allow", "GET, HEAD")));
        }
        Map<String, String> query;
        try {
            query = query(request);
        } catch (IllegalArgumentException broken) {
            return Optional.of(Problem.badRequest("the query: " + broken.getMessage()));
        }
        var path = request.getHttpURI().getDecodedPath();
        if (path == null) {
            return Optional.of(Problem.badRequest("there is no path"));
        }
        if (stream.isPresent() && path.equals(StreamDoor.PATH)) {
            return stream.get().open(request, response, exchange, query);
        }
        for (var route : routes) {
            var rest = route.match(path);
            if (rest.isPresent()) {
                var headers = request.getHeaders();
                var range = Optional.ofNullable(headers.get(HttpHeader.RANGE)).orElse("");
                var visit = new Visit(path, rest.get(), query, takesGzip(headers), range);
                answer(route, visit, request, response, exchange);
                return Optional.empty();
            }
        }
        return Optional.of(Problem.notFound("nothing here has this address; begin at /"));
    }

    private void answer(
            Route route, Visit visit, Request request, Response response, Callback exchange) {
        if (route.quick()) {
            send(route.endpoint().answer(visit), request, response, exchange);
        } else {
            var _ =
                    CompletableFuture.supplyAsync(() -> inTurn(route, visit), threads)
                            .exceptionally(failure -> broken(route, failure))
                            .thenAccept(answer -> send(answer, request, response, exchange))
                            .exceptionally(failure -> unsent(exchange, failure));
        }
    }

    private Answer inTurn(Route route, Visit visit) {
        try {
            if (!readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Problem.retryLater("too many pages are being read", PATIENCE_SECONDS)
                        .answer();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Problem.retryLater("Vigilar is stopping", PATIENCE_SECONDS).answer();
        }
        try {
            return route.endpoint().answer(visit);
        } finally {
            readers.release();
        }
    }

    /// The visitor must get an answer; the log gets the reason.
    private static Answer broken(Route route, Throwable failure) {
        LOG.error("no answer for {}", route.pattern(), failure);
        return new Problem(
                        500,
                        "Vigilar could not answer",
                        "the reason is in the log; the events are safe where they are")
                .answer();
    }

    private static @Nullable Void unsent(Callback exchange, Throwable failure) {
        exchange.failed(failure);
        return null;
    }

    private static boolean takesGzip(HttpFields headers) {
        return headers.getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
    }

    private static Map<String, String> query(Request request) {
        var query = new HashMap<String, String>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            if (field.getValues().size() > 1) {
                throw new IllegalArgumentException("a key stands twice; use a comma list");
            }
            query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
        }
        return query;
    }

    /// Sends the answer; 304 if the visitor has it already.
    static void send(Answer answer, Request request, Response response, Callback exchange) {
        var headers = response.getHeaders();
        answer.headers().forEach(headers::put);
        var tag = answer.headers().get("ETag");
        var held = request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true);
        if (tag != null && held.contains(tag)) {
            response.setStatus(304);
            response.write(true, ByteBuffer.allocate(0), exchange);
            return;
        }
        response.setStatus(answer.status());
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, answer.length());
        if (answer.file().isPresent() && !request.getMethod().equals("HEAD")) {
            PictureDoor.pour(answer.file().get(), request, response, exchange);
            return;
        }
        var body = request.getMethod().equals("HEAD") ? new byte[0] : answer.body();
        response.write(true, ByteBuffer.wrap(body), exchange);
    }
}
