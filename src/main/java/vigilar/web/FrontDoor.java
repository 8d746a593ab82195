package vigilar.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Every request comes through here: where from, for what, who asks, and which row of the table
/// answers. Never blocks; what reads the store runs on virtual threads, of which only a few read at
/// a time.
final class FrontDoor extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    /// 2 s: what needs no store does not wait longer for one that hangs.
    private static final int STORE_PATIENCE_SECONDS = 2;

    private final Dress dress;
    private final Doorman doorman;
    private final Callers callers;
    private final Gate gate;
    private final List<Route> routes;
    private final Executor threads;
    private final Turns searches = new Turns(Turns.SEARCHES);
    private final Turns others = new Turns(Turns.OTHERS);
    private final Desk forStrangers = Desk.forStrangers();
    private final Desk forPeople = Desk.forPeople();

    FrontDoor(
            Dress dress,
            Doorman doorman,
            Callers callers,
            Gate gate,
            List<Route> routes,
            Executor threads) {
        this.dress = dress;
        this.doorman = doorman;
        this.callers = callers;
        this.gate = gate;
        this.routes = routes;
        this.threads = threads;
    }

    /// One request and the ways to answer it.
    private record Exchange(Request request, Response response, Callback callback) {
        void send(Answer answer) {
            FrontDoor.send(answer, request, response, callback);
        }

        void send(Problem problem) {
            send(problem.answer());
        }
    }

    /// A route and what of the address it still has to read.
    private record Found(Route route, String path, String rest) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        dress.on(response);
        var exchange = new Exchange(request, response, callback);
        var objection = callers.objection(request);
        if (objection.isPresent()) {
            refuse(objection.get().answer(), exchange);
            return true;
        }
        switch (find(request)) {
            case Looked.Here(var found) -> receive(found, exchange);
            case Looked.NotHere(var problem) -> refuse(problem.answer(), exchange);
        }
        return true;
    }

    /// Over HTTP/2 what is sent with it is read before, and forgotten: an answer that comes earlier
    /// ends with a reset, and some clients then show that instead of the answer (RFC 9113, 8.1).
    /// What is too large for a form is not waited for. HTTP/1.1 answers at once and ends the
    /// connection.
    private void refuse(Answer answer, Exchange exchange) {
        var request = exchange.request();
        if (!isHttp2(request) || request.getLength() > Form.MOST_BYTES) {
            doorman.asked(request);
            exchange.send(answer);
            return;
        }
        doorman.reads(request);
        finish(
                "what is refused",
                exchange,
                Posted.forgotten(request)
                        .handle(
                                (_, _) -> {
                                    doorman.asked(request);
                                    exchange.send(answer);
                                    return null;
                                }));
    }

    private sealed interface Looked {
        record Here(Found found) implements Looked {}

        record NotHere(Problem problem) implements Looked {}
    }

    private Looked find(Request request) {
        var path = request.getHttpURI().getDecodedPath();
        if (path == null) {
            return new Looked.NotHere(Problem.badRequest("there is no path"));
        }
        var asked = request.getMethod();
        var method = asked.equals("HEAD") ? "GET" : asked;
        var allowed = new java.util.TreeSet<String>();
        for (var route : routes) {
            var rest = route.match(path);
            if (rest.isPresent()) {
                if (route.method().name().equals(method)) {
                    return new Looked.Here(new Found(route, path, rest.get()));
                }
                allowed.add(route.method().name());
            }
        }
        return new Looked.NotHere(
                allowed.isEmpty()
                        ? Problem.notFound("nothing here has this address; begin at /")
                        : wrongMethod(allowed));
    }

    private static Problem wrongMethod(java.util.SortedSet<String> allowed) {
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var list = String.join(", ", allowed);
        return new Problem(405, "That cannot be done here", "use " + list, Map.of("Allow", list));
    }

    /// The whole request, body and all, before anything is done.
    private void receive(Found found, Exchange exchange) {
        var request = exchange.request();
        if (found.route().method() == Method.GET) {
            doorman.asked(request);
            admit(found, Map.of(), exchange);
            return;
        }
        if (gate.isOpen()) {
            gather(found, forPeople, exchange);
        } else if (found.route().may() == May.ANYBODY) {
            gather(found, forStrangers, exchange);
        } else {
            knock(found, exchange);
        }
    }

    /// Only of somebody who may do it a long form is taken in. They are asked again when it is
    /// here: it may have taken its time.
    private void knock(Found found, Exchange exchange) {
        var request = exchange.request();
        finish(
                found.route().pattern(),
                exchange,
                CompletableFuture.supplyAsync(() -> gate.ask(request).visitor(), threads)
                        .thenAccept(
                                visitor ->
                                        gate.refusal(visitor, found.route(), request)
                                                .ifPresentOrElse(
                                                        answer -> refuse(answer, exchange),
                                                        () -> gather(found, forPeople, exchange))));
    }

    private void gather(Found found, Desk desk, Exchange exchange) {
        var request = exchange.request();
        var objection = Form.objection(request, desk.most());
        if (objection.isPresent()) {
            refuse(objection.get().answer(), exchange);
            return;
        }
        doorman.reads(request);
        finish(
                found.route().pattern(),
                exchange,
                Posted.gathered(request, desk, gate.unasked(request).address())
                        .handle(
                                (body, failure) -> {
                                    doorman.asked(request); // until here its time was measured
                                    switch (failure) {
                                        case null -> readForm(found, body, exchange);
                                        case Posted.Unread unread ->
                                                exchange.send(unread.problem());
                                        default -> exchange.callback().failed(failure);
                                    }
                                    return null;
                                }));
    }

    private void readForm(Found found, byte[] body, Exchange exchange) {
        try {
            admit(found, Form.parse(body), exchange);
        } catch (IllegalArgumentException broken) {
            exchange.send(Problem.badRequest("the form: " + broken.getMessage()));
        }
    }

    private void admit(Found found, Map<String, String> form, Exchange exchange) {
        Map<String, String> query;
        try {
            query = Form.once(Request.extractQueryParameters(exchange.request()));
        } catch (IllegalArgumentException broken) {
            exchange.send(Problem.badRequest("the query: " + broken.getMessage()));
            return;
        }
        var request = exchange.request();
        var headers = request.getHeaders();
        var range = Optional.ofNullable(headers.get(HttpHeader.RANGE)).orElse("");
        var visit =
                new Visit(
                        found.path(),
                        found.rest(),
                        query,
                        form,
                        takesGzip(headers),
                        range,
                        gate.unasked(request));
        if (gate.isOpen() || (found.route().may() == May.ANYBODY && found.route().quick())) {
            serve(found.route(), visit, exchange);
            return;
        }
        var asked = CompletableFuture.supplyAsync(() -> gate.ask(request), threads);
        var from = found.route().quick() ? orRemembered(asked, request) : asked;
        finish(
                found.route().pattern(),
                exchange,
                from.thenAccept(who -> serve(found.route(), visit.by(who), exchange)));
    }

    /// A store that hangs must not hide that it hangs: who was let in before still sees the
    /// condition of the house.
    private CompletableFuture<Visit.From> orRemembered(
            CompletableFuture<Visit.From> asked, Request request) {
        return asked.orTimeout(STORE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> gate.remembered(request));
    }

    private void serve(Route route, Visit visit, Exchange exchange) {
        var refusal = gate.refusal(visit.visitor(), route, exchange.request());
        if (refusal.isPresent()) {
            exchange.send(refusal.get());
            return;
        }
        switch (route.endpoint()) {
            case Endpoint.Line line ->
                    line.open(exchange.request(), exchange.response(), exchange.callback(), visit)
                            .ifPresent(exchange::send);
            case Endpoint.Plain plain -> inTurn(route, () -> plain.answer(visit), exchange);
        }
    }

    private void inTurn(Route route, Supplier<Answer> work, Exchange exchange) {
        switch (route.pace()) {
            case AT_ONCE -> exchange.send(work.get());
            case IN_TURN -> take(others, route, work, exchange);
            case SEARCH -> take(searches, route, work, exchange);
        }
    }

    private void take(Turns turns, Route route, Supplier<Answer> work, Exchange exchange) {
        finish(
                route.pattern(),
                exchange,
                CompletableFuture.supplyAsync(() -> turns.take(work), threads)
                        .thenAccept(exchange::send));
    }

    /// The visitor must get an answer, whatever fails; the log gets the reason.
    private static void finish(String what, Exchange exchange, CompletableFuture<Void> answered) {
        var _ =
                answered.exceptionally(
                        failure -> {
                            LOG.error("no answer for {}", what, failure);
                            if (exchange.response().isCommitted()) {
                                exchange.callback().failed(failure);
                            } else {
                                exchange.send(
                                        new Problem(
                                                500,
                                                "Vigilar could not answer",
                                                "the reason is in the log; the events are safe"
                                                        + " where they are"));
                            }
                            return null;
                        });
    }

    private static boolean isHttp2(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    private static boolean takesGzip(HttpFields headers) {
        return headers.getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
    }

    /// Sends the answer; 304 if the visitor has it already.
    static void send(Answer answer, Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        answer.headers().forEach(headers::put);
        if (!request.consumeAvailable() && !isHttp2(request)) {
            // of a form that is refused some may still be on its way: the connection ends with this
            // answer, and a browser that does not know would send its next request into it
            headers.put(HttpHeader.CONNECTION, "close");
        }
        var tag = answer.headers().get("ETag");
        var held = request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true);
        if (tag != null && held.contains(tag)) {
            response.setStatus(304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        response.setStatus(answer.status());
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, answer.length());
        if (answer.file().isPresent() && !request.getMethod().equals("HEAD")) {
            PictureDoor.pour(answer.file().get(), request, response, callback);
            return;
        }
        var body = request.getMethod().equals("HEAD") ? new byte[0] : answer.body();
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
