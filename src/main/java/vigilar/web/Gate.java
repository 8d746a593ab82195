package vigilar.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import vigilar.access.CallerAddress;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Looks at what a visitor shows, and sends away whom [Rights] does not let through. Reads the
/// store, except in an open house. Safe for any number of threads.
final class Gate {
    private static final String BEARER = "Bearer ";

    private final Optional<WaysIn> ways;
    private final Origins origins;
    private final Lately lately = new Lately();
    private volatile boolean ownerSeen;

    Gate(Optional<WaysIn> ways, Origins origins) {
        this.origins = origins;
        this.ways = ways;
    }

    boolean isOpen() {
        return ways.isEmpty();
    }

    /// Who asks, without looking at anything: for routes that everybody may use.
    Visit.From unasked(Request request) {
        return from(request, isOpen() ? new Visitor.Anyone() : new Visitor.Stranger());
    }

    /// Who asks. A token in the header beats the cookie.
    ///
    /// @throws vigilar.storage.StorageException when the store cannot be read
    Visit.From ask(Request request) {
        return from(request, visitor(request));
    }

    private Visitor visitor(Request request) {
        if (ways.isEmpty()) {
            return new Visitor.Anyone();
        }
        var access = ways.get().access();
        var shown = shown(request);
        Optional<Visitor> known =
                shown.flatMap(
                                secret ->
                                        bearer(request).isPresent()
                                                ? access.token(secret)
                                                : access.session(secret))
                        .map(Visitor.Known::new);
        shown.ifPresent(secret -> lately.note(secret, known));
        return known.orElse(new Visitor.Stranger());
    }

    private Optional<String> shown(Request request) {
        return bearer(request).or(() -> SessionCookie.token(request, origins.of(request).secure()));
    }

    static Optional<String> bearer(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    /// Who asks, when the store does not answer: who was let in with the same in the last hours.
    /// Only for what tells nothing but how the house itself is.
    Visit.From remembered(Request request) {
        return from(request, shown(request).flatMap(lately::find).orElse(new Visitor.Stranger()));
    }

    private Visit.From from(Request request, Visitor visitor) {
        var agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        var origin = origins.of(request);
        return new Visit.From(
                visitor,
                CallerAddress.of(origin.address()),
                origin.secure(),
                agent == null ? "" : agent);
    }

    /// Empty if the visitor may come there, else what they get instead: people a page that helps
    /// them on, programs a problem.
    Optional<Answer> refusal(Visitor visitor, Route route, Request request) {
        if (route.may() == May.ANYBODY || route.may().allows(visitor)) {
            return Optional.empty();
        }
        boolean person = wantsPage(request) && route.method() == Method.GET;
        if (visitor instanceof Visitor.Stranger) {
            return Optional.of(person ? doorFor(request) : signInFirst());
        }
        return Optional.of(person ? NoticePage.forbidden(visitor) : notAllowed());
    }

    private Answer doorFor(Request request) {
        if (!hasOwner()) {
            return Answer.seeOther("/setup");
        }
        var there = request.getHttpURI().getPathQuery();
        return Answer.seeOther(
                there.equals("/")
                        ? "/sign-in"
                        : "/sign-in?then=" + URLEncoder.encode(there, StandardCharsets.UTF_8));
    }

    /// Once there is an owner there always is one.
    boolean hasOwner() {
        if (!ownerSeen && ways.isPresent()) {
            ownerSeen = ways.get().access().ownerExists();
        }
        return ownerSeen;
    }

    private Answer signInFirst() {
        return new Problem(
                        401,
                        "Sign in first",
                        hasOwner()
                                ? "sign in at /sign-in, or send 'Authorization: Bearer' with an API"
                                        + " token that holds"
                                : "this house has no owner yet; open /setup",
                        Map.of("WWW-Authenticate", "Bearer"))
                .answer();
    }

    private static Answer notAllowed() {
        return new Problem(
                        403,
                        "Not allowed",
                        "what you have shown does not allow this; docs/reference/rights.md says"
                                + " what does")
                .answer();
    }

    private static boolean wantsPage(Request request) {
        return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).contains("text/html");
    }
}
