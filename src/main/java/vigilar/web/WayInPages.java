package vigilar.web;

import vigilar.access.Password;
import vigilar.access.PersonName;
import vigilar.access.Setup;
import vigilar.access.SignIn;

import java.time.Duration;
import java.util.List;

/// The pages of the way in and out: `/setup`, `/sign-in`, `/sign-out`.
final class WayInPages {
    private static final int NOT_RIGHT = 422;
    static final int TOO_MANY = 429;

    private final WaysIn ways;
    private final Gate gate;

    WayInPages(WaysIn ways, Gate gate) {
        this.ways = ways;
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                new Route("/setup", this::setupPage),
                Route.post("/setup", this::setUp),
                new Route("/sign-in", this::signInPage),
                Route.post("/sign-in", this::signInIfAnybodyCan),
                Route.post("/sign-out", this::signOut));
    }

    /// What the two forms show.
    ///
    /// @param problem why the last try did not do, or empty
    /// @param name as it was typed, to be mended
    /// @param then where to go afterwards
    /// @param secure false: say that others on the network could read along
    record Entrance(String problem, String name, String then, boolean secure) {}

    private Answer setupPage(Visit visit) {
        return gate.hasOwner() ? Answer.seeOther("/sign-in") : setupPage(200, "", visit);
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private static Answer setupPage(int status, String problem, Visit visit) {
        var entrance = new Entrance(problem, visit.field("name"), "/", isPrivate(visit));
        return Answer.html(
                status, Template.html(output -> JtesetupGenerated.render(output, null, entrance)));
    }

    private Answer setUp(Visit visit) {
        if (gate.hasOwner()) {
            return Answer.seeOther("/sign-in");
        }
        var name = PersonName.typed(visit.field("name"));
        if (name.isEmpty()) {
            return setupPage(NOT_RIGHT, NAME_RULE, visit);
        }
        var password = new Password(visit.field("password"));
        var outcome =
                ways.access()
                        .setUp(visit.field("code"), name.get(), password, visit.from().address());
        return switch (outcome) {
            case Setup.Done _ -> signIn(visit);
            case Setup.Refused(var why) -> setupPage(NOT_RIGHT, sentence(why), visit);
            case Setup.Wait(var pause) -> pause(setupPage(TOO_MANY, wait(pause), visit), pause);
            case Setup.Busy _ -> setupPage(503, BUSY, visit);
        };
    }

    private Answer signInPage(Visit visit) {
        var then = LocalPath.of(visit.query().getOrDefault("then", "/")).text();
        if (!gate.hasOwner()) {
            return Answer.seeOther("/setup");
        }
        return May.ACCOUNT.allows(visit.visitor())
                ? Answer.seeOther(then)
                : signInPage(200, "", then, visit);
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private static Answer signInPage(int status, String problem, String then, Visit visit) {
        var entrance = new Entrance(problem, visit.field("name"), then, isPrivate(visit));
        return Answer.html(
                status, Template.html(output -> JtesigninGenerated.render(output, null, entrance)));
    }

    private Answer signInIfAnybodyCan(Visit visit) {
        return gate.hasOwner() ? signIn(visit) : Answer.seeOther("/setup");
    }

    private Answer signIn(Visit visit) {
        var then = LocalPath.of(visit.field("then")).text();
        var from = visit.from();
        var password = new Password(visit.field("password"));
        var outcome =
                ways.access().signIn(visit.field("name"), password, from.address(), from.agent());
        return switch (outcome) {
            case SignIn.Welcome(_, var token) -> {
                endSessionOf(visit);
                yield Answer.seeOther(then)
                        .with("Set-Cookie", SessionCookie.opened(token, from.secure()));
            }
            case SignIn.Refused _ ->
                    signInPage(NOT_RIGHT, "Name or password is not right.", then, visit);
            case SignIn.Wait(var pause) ->
                    pause(signInPage(TOO_MANY, wait(pause), then, visit), pause);
            case SignIn.Busy _ -> signInPage(503, BUSY, then, visit);
        };
    }

    private Answer signOut(Visit visit) {
        endSessionOf(visit);
        return Answer.seeOther("/sign-in")
                .with("Set-Cookie", SessionCookie.ended(visit.from().secure()))
                .with("Clear-Site-Data", "\"cache\"");
    }

    /// What the browser had before is over: nobody else at it goes on with it.
    private void endSessionOf(Visit visit) {
        if (visit.visitor()
                instanceof Visitor.Known(vigilar.access.Pass.Session(var id, var person))) {
            ways.access().endSession(person, id);
        }
    }

    /// Nobody on the way can read along: TLS, or it never leaves the machine.
    private static boolean isPrivate(Visit visit) {
        return visit.from().secure() || visit.from().address().isLoopback();
    }

    static Answer pause(Answer page, Duration pause) {
        return page.with("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
    }

    static String wait(Duration pause) {
        return "Too many wrong tries. Try again in " + inWords(pause) + ".";
    }

    /// `30 seconds`, `4 minutes`.
    static String inWords(Duration pause) {
        long seconds = Math.max(1, pause.toSeconds());
        return seconds < 120 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    /// A text of the access room as a sentence of its own.
    static String sentence(String why) {
        return why.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + why.substring(1) + ".";
    }

    static final String NAME_RULE =
            "A name has 1 to 32 letters a to z, digits, '.', '_' or '-', and begins with a letter"
                    + " or digit.";

    static final String BUSY = "Too many sign in at this moment. Try again.";
}
