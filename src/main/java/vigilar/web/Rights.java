package vigilar.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who may do what: every address of the house and what a visitor must be allowed there. A route
/// without a row here cannot be built, so nothing is open because somebody forgot.
final class Rights {
    /// @param what one line for the reference
    record Row(Method method, String pattern, May may, String what) {}

    static final List<Row> TABLE =
            List.of(
                    look("/", "the timeline"),
                    look("/events/{}", "one event"),
                    look(StreamDoor.PATH, "the live stream; ends when the pass does"),
                    look("/events/**", "the snapshot or clip of an event"),
                    look("/api/pictures", "which pictures there are, or are still to come"),
                    look("/api/events", "events as JSON"),
                    look("/api/events/{}", "one event as JSON"),
                    look("/api/strip", "counts for the day strip"),
                    look("/api/known", "sources and types so far"),
                    look("/api/standing", "what the house line is made of"),
                    look("/api/refusals", "messages that were refused, and why"),
                    look("/api/condition", "each part of Vigilar: its state, since when and why"),
                    look("/heard", "everything on the bus: producers, devices, topics"),
                    look("/api/names", "what the devices are called"),
                    new Row(
                            Method.POST,
                            "/heard",
                            May.HOUSEHOLD,
                            "say what a device is called and where it stands"),
                    new Row(
                            Method.POST,
                            "/pins",
                            May.HOUSEHOLD,
                            "keep an event whatever its age, or no longer"),
                    look("/alarm", "the alarm panel"),
                    look("/api/panel", "how the alarm panel stands, its zones, what is not ready"),
                    new Row(Method.POST, "/api/panel", May.ARM, "arm, or disarm with a PIN"),
                    new Row(
                            Method.GET,
                            "/alarm/try",
                            May.HOUSEHOLD,
                            "other zones, to be tried on the past"),
                    new Row(
                            Method.POST,
                            "/alarm/try",
                            May.HOUSEHOLD,
                            "try other zones on the past; changes nothing"),
                    new Row(
                            Method.GET,
                            "/alarm/rules",
                            May.HOUSEHOLD,
                            "the rules of the house, and a field to try others"),
                    new Row(
                            Method.POST,
                            "/alarm/rules/try",
                            May.HOUSEHOLD,
                            "try other rules on the past; changes nothing"),
                    new Row(Method.POST, "/alarm/rules", May.SETTINGS, "keep other rules"),
                    new Row(
                            Method.POST,
                            "/alarm/silence",
                            May.HOUSEHOLD,
                            "end the sirens of rules in a disarmed house"),
                    new Row(Method.POST, "/alarm/arm", May.HOUSEHOLD, "arm"),
                    new Row(Method.POST, "/alarm/left", May.HOUSEHOLD, "say that all are out"),
                    new Row(Method.POST, "/alarm/disarm", May.HOUSEHOLD, "disarm"),
                    new Row(Method.POST, "/alarm/zone", May.HOUSEHOLD, "leave a zone out"),
                    new Row(Method.GET, "/metrics", May.MEASURE, "figures for Prometheus"),
                    anybody(Method.GET, "/healthz", "is the process alive"),
                    anybody(Method.GET, "/readyz", "is everything up; the parts in an open house"),
                    anybody(Method.GET, "/static/**", "scripts, styles and symbols of the pages"),
                    anybody(Method.GET, "/setup", "the page of the setup code"),
                    anybody(Method.POST, "/setup", "become the first owner with the setup code"),
                    anybody(Method.GET, "/sign-in", "the page to sign in"),
                    anybody(Method.POST, "/sign-in", "sign in with name and password"),
                    anybody(Method.POST, "/sign-out", "end the session of this browser"),
                    account(Method.GET, "/account", "own sessions and tokens"),
                    account(Method.POST, "/account/password", "change one's own password"),
                    account(Method.POST, "/account/sessions/end", "sign out another browser"),
                    account(Method.POST, "/account/sessions/end-others", "sign out all others"),
                    account(Method.POST, "/account/tokens", "make an API token"),
                    account(Method.POST, "/account/tokens/end", "revoke an API token"),
                    personal(
                            Method.GET, "/api/seen", "what one has seen, and how much one has not"),
                    personal(Method.POST, "/api/seen", "mark one event or all up to one as seen"),
                    anybody(
                            Method.GET,
                            "/household-ca.crt",
                            "the authority to trust, if there is one"),
                    anybody(Method.GET, "/sw.js", "the service worker that shows notifications"),
                    personal(Method.GET, "/notifications", "one's devices that are notified"),
                    personal(Method.POST, "/notifications", "have this browser notified"),
                    personal(Method.POST, "/notifications/threshold", "from which severity on"),
                    personal(Method.POST, "/notifications/name", "rename a device"),
                    personal(Method.POST, "/notifications/test", "send a test"),
                    personal(Method.POST, "/notifications/remove", "notify it no more"),
                    people(Method.GET, "/alarm/pins", "the PINs of the alarm panel, silent alerts"),
                    people(Method.POST, "/alarm/pins", "give somebody a PIN"),
                    people(Method.POST, "/alarm/pins/remove", "take a PIN away"),
                    people(Method.POST, "/alarm/pins/seen", "say that one knows of silent alerts"),
                    people(Method.GET, "/people", "the people of the house"),
                    people(Method.POST, "/people", "add somebody"),
                    people(
                            Method.POST,
                            "/people/standing",
                            "make somebody owner, resident, viewer"),
                    people(Method.POST, "/people/disabled", "keep somebody out, or let them in"),
                    people(Method.POST, "/people/password", "give somebody a new password"),
                    people(Method.GET, "/devices", "logins of devices, and what was refused"),
                    people(Method.POST, "/devices", "let a device log in at the broker"),
                    people(Method.POST, "/devices/password", "give a device a new password"),
                    people(Method.POST, "/devices/disabled", "keep a device out, or let it in"),
                    people(Method.POST, "/devices/remove", "forget a device's login"));

    private Rights() {}

    private static Row look(String pattern, String what) {
        return new Row(Method.GET, pattern, May.LOOK, what);
    }

    private static Row anybody(Method method, String pattern, String what) {
        return new Row(method, pattern, May.ANYBODY, what);
    }

    private static Row account(Method method, String pattern, String what) {
        return new Row(method, pattern, May.ACCOUNT, what);
    }

    private static Row personal(Method method, String pattern, String what) {
        return new Row(method, pattern, May.PERSONAL, what);
    }

    private static Row people(Method method, String pattern, String what) {
        return new Row(method, pattern, May.PEOPLE, what);
    }

    static Optional<May> of(Method method, String pattern) {
        return TABLE.stream()
                .filter(row -> row.method() == method && row.pattern().equals(pattern))
                .map(Row::may)
                .findFirst();
    }

    /// What can be done at an address that this pattern stands for.
    static Set<Method> methodsAt(String pattern) {
        return TABLE.stream()
                .filter(row -> row.pattern().equals(pattern))
                .map(Row::method)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The table for docs/reference/rights.md.
    static String markdown() {
        var page = new StringBuilder();
        page.append(
                """
                # Who may do what

                Written by the program from its own table (`Rights`); a test walks every row with
                every kind of visitor. An open house (`--open`, loopback only) has no accounts:
                whoever reaches it may look, name things, manage notifications, arm and disarm, and
                keep other rules.

                | | stranger | viewer | resident | owner | token | open house |
                |---|---|---|---|---|---|---|
                | look | no | yes | yes | yes | yes | yes |
                | own account | no | yes | yes | yes | no | no |
                | own marks and devices | no | yes | yes | yes | no | yes |
                | devices of others | no | no | no | yes | no | yes |
                | names of devices, pins, the alarm panel | no | no | yes | yes | no | yes |
                | rules | no | no | no | yes | no | yes |
                | people, logins of devices | no | no | no | yes | no | no |

                | address | | who | what |
                |---|---|---|---|
                """);
        for (var row : TABLE) {
            page.append(
                    "| `%s` | %s | %s | %s |%n"
                            .formatted(row.pattern(), row.method(), row.may().who(), row.what()));
        }
        return page.toString();
    }
}
