package vigilar.web;

import vigilar.access.Access;
import vigilar.access.Change;
import vigilar.access.Pass;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.Person;
import vigilar.access.Proof;
import vigilar.access.Scope;
import vigilar.access.SessionLine;
import vigilar.access.TokenLine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/account`: one's own password, browsers that are signed in, and API tokens.
final class AccountPage {
    private static final int NOT_RIGHT = 422;

    /// What may be said after a change, by the word in the address: never the address's own words.
    private static final Map<String, String> SAID =
            Map.of(
                    "password", "Your password is changed; other browsers were signed out.",
                    "session", "That browser is signed out.",
                    "sessions", "All other browsers are signed out.",
                    "token", "The token is revoked.");

    private final Access access;
    private final People people;
    private final InstantSource clock;

    AccountPage(WaysIn ways, InstantSource clock) {
        this.access = ways.access();
        this.people = ways.people();
        this.clock = clock;
    }

    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    /// @param newToken shown this once, or empty
    record Account(
            Rooms rooms,
            Person person,
            long thisSession,
            List<SessionLine> sessions,
            List<TokenLine> tokens,
            Instant now,
            String said,
            String problem,
            String newToken) {
        boolean isOver(TokenLine token) {
            return !token.expires().isAfter(now);
        }

        static String may(Set<Scope> scopes) {
            if (scopes.contains(Scope.ARM)) {
                return "may look and ask the alarm panel";
            }
            if (scopes.contains(Scope.READ)) {
                return "may look";
            }
            return scopes.contains(Scope.METRICS)
                    ? "may read the figures"
                    : "may do nothing any more";
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/account", this::show),
                Route.post("/account/password", this::changePassword),
                Route.post("/account/sessions/end", this::endSession),
                Route.post("/account/sessions/end-others", this::endOthers),
                Route.post("/account/tokens", this::addToken),
                Route.post("/account/tokens/end", this::endToken));
    }

    private Answer show(Visit visit) {
        var said = SAID.getOrDefault(visit.query().getOrDefault("done", ""), "");
        return page(200, visit, said, "", "");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, String said, String problem, String newToken) {
        var session = session(visit);
        var account =
                new Account(
                        Rooms.of("/account", visit.visitor()),
                        session.person(),
                        session.id(),
                        access.sessions(session.person()),
                        people.tokens(session.person()),
                        clock.instant(),
                        said,
                        problem,
                        newToken);
        return Answer.html(
                status, Template.html(output -> JteaccountGenerated.render(output, null, account)));
    }

    private static Pass.Session session(Visit visit) {
        if (visit.visitor() instanceof Visitor.Known(Pass.Session session)) {
            return session;
        }
        throw new IllegalStateException("the table of rights lets only sessions in here");
    }

    private Answer changePassword(Visit visit) {
        var session = session(visit);
        var now = new Password(visit.field("now"));
        return switch (access.prove(session, now, visit.from().address())) {
            case Proof.Right _ -> {
                var change =
                        people.setPassword(
                                session.person().name(),
                                new Password(visit.field("password")),
                                Optional.of(session));
                yield done(change, visit, "password");
            }
            case Proof.Wrong _ ->
                    page(NOT_RIGHT, visit, "", "That is not your password of now.", "");
            case Proof.Wait(var pause) ->
                    WayInPages.pause(
                            page(WayInPages.TOO_MANY, visit, "", WayInPages.wait(pause), ""),
                            pause);
            case Proof.Busy _ -> page(503, visit, "", WayInPages.BUSY, "");
        };
    }

    private Answer done(Change change, Visit visit, String word) {
        return switch (change) {
            case Change.Done _ -> Answer.seeOther("/account?done=" + word);
            case Change.Refused(var why) ->
                    page(NOT_RIGHT, visit, "", WayInPages.sentence(why), "");
        };
    }

    private Answer endSession(Visit visit) {
        var own = session(visit);
        return visit.number("id")
                .filter(id -> access.endSession(own.person(), id))
                .map(id -> Answer.seeOther(id == own.id() ? "/sign-in" : "/account?done=session"))
                .orElseGet(
                        () ->
                                page(
                                        NOT_RIGHT,
                                        visit,
                                        "",
                                        "That browser was signed out before.",
                                        ""));
    }

    private Answer endOthers(Visit visit) {
        access.endOtherSessions(session(visit));
        return Answer.seeOther("/account?done=sessions");
    }

    private Answer addToken(Visit visit) {
        var holds = Duration.ofDays(visit.number("days").orElse(0L));
        var scope = Scope.named(visit.field("scope"));
        if (scope.isEmpty()) {
            return page(NOT_RIGHT, visit, "", "Say what the token may: READ, ARM or METRICS.", "");
        }
        return switch (people.addToken(
                session(visit).person(), visit.field("label"), with(scope.get()), holds)) {
            case People.NewToken.Made(var token) -> page(200, visit, "", "", token.text());
            case People.NewToken.Refused(var why) ->
                    page(NOT_RIGHT, visit, "", WayInPages.sentence(why), "");
        };
    }

    /// Who asks the panel wants to see how it stands.
    private static Set<Scope> with(Scope scope) {
        return scope == Scope.ARM ? Set.of(Scope.READ, Scope.ARM) : Set.of(scope);
    }

    private Answer endToken(Visit visit) {
        return visit.number("id")
                .filter(id -> people.endToken(session(visit).person(), id))
                .map(_ -> Answer.seeOther("/account?done=token"))
                .orElseGet(() -> page(NOT_RIGHT, visit, "", "There is no such token.", ""));
    }
}
