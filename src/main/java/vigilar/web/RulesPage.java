package vigilar.web;

import vigilar.arming.ArmState;
import vigilar.arming.PanelDesk;
import vigilar.rules.Rule;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;
import vigilar.rules.RuleWords;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// `/alarm/rules`: what the house does by itself, as people write it; and what other rules would
/// have done in the past.
final class RulesPage {
    private static final int NOT_RIGHT = 422;
    private static final int BUSY = 503;

    /// How far back, in days; 90 days are what routine events are kept for.
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);

    private static final int USUAL_DAYS = 7;

    private static final String EXAMPLE =
            """
            [[rule]]
            name = "somebody-in-the-garden"
            when = { type = "PERSON_DETECTED", area = "garden", time = "22:00-06:00" }
            cooldown = 300

            [[rule.then]]
            alert = "everyone"
            urgency = "high"
            title = "Somebody is in the garden"

            [[rule.then]]
            record = "it"
            seconds = 60
            """;

    private final RuleDesk desk;
    private final RuleLookback lookback;
    private final PanelDesk panel;
    private final NeverHeard neverHeard;
    private final InstantSource clock;

    /// One at a time: it reads all events, and the house has other work.
    private final Semaphore place = new Semaphore(1);

    RulesPage(
            RuleDesk desk,
            RuleLookback lookback,
            PanelDesk panel,
            NeverHeard neverHeard,
            InstantSource clock) {
        this.desk = desk;
        this.lookback = lookback;
        this.panel = panel;
        this.neverHeard = neverHeard;
        this.clock = clock;
    }

    /// @param text as it stands in the field
    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    /// @param wrong what is wrong with the text in the field
    /// @param result what it would have done
    /// @param unheard what the rules in the field call by names that the house never heard
    /// @param seen the mark of the rules on which the text in the field was written
    /// @param overtaken others were kept meanwhile, and who writes must see them
    /// @param may whether who looks may keep other rules
    record Rules(
            Rooms rooms,
            RuleDesk.View now,
            String text,
            int days,
            String said,
            String problem,
            List<String> wrong,
            Optional<RuleLookback.Result> result,
            List<String> unheard,
            String seen,
            boolean overtaken,
            boolean may) {
        static List<Integer> choices() {
            return DAYS;
        }

        static String days(int days) {
            return TryPage.Trial.days(days);
        }

        static String when(Rule rule) {
            return RuleWords.when(rule);
        }

        static String then(Rule rule) {
            return RuleWords.then(rule);
        }

        static String every(Rule rule) {
            return RuleWords.words(rule.cooldown());
        }

        static String example() {
            return EXAMPLE;
        }

        /// How many there are that have no line.
        static int unlisted(RuleLookback.Result result) {
            return result.all() - result.would().size();
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/alarm/rules", this::show),
                Route.post("/alarm/rules", this::keep),
                Route.searchForm("/alarm/rules/try", this::look),
                Route.post("/alarm/silence", this::silence));
    }

    private Answer show(Visit visit) {
        var now = desk.view();
        var said =
                visit.query().getOrDefault("done", "").equals("kept")
                        ? "These rules run from now on."
                        : "";
        return page(200, visit, new Field(now.text(), now.mark(), said, "", Optional.empty()), now);
    }

    /// What the page says beside the rules that run.
    ///
    /// @param seen the mark of the rules on which the text was written; of those that run, once
    ///   somebody has seen them
    private record Field(
            String text,
            String seen,
            String said,
            String problem,
            Optional<RuleLookback.Result> result) {}

    /// Rules of which one is wrong are not kept here, where it can be put right at once. Nor is a
    /// text that was written on rules which run no more: it would take away what somebody else
    /// added.
    private Answer keep(Visit visit) {
        var text = visit.field("rules");
        if (!desk.read(text).complaints().isEmpty()) {
            return refused(visit, text, "Not kept: the rules before go on.");
        }
        var by = visit.visitor().person().map(it -> it.name().toString()).orElse("");
        try {
            return desk.write(text, by, visit.field("seen"))
                    .map(_ -> Answer.seeOther("/alarm/rules?done=kept"))
                    .orElseGet(() -> overtaken(visit, text));
        } catch (IllegalArgumentException tooLong) {
            return refused(visit, text, String.valueOf(tooLong.getMessage()));
        }
    }

    private Answer refused(Visit visit, String text, String problem) {
        return page(
                NOT_RIGHT,
                visit,
                new Field(text, visit.field("seen"), "", problem, Optional.empty()),
                desk.view());
    }

    private Answer overtaken(Visit visit, String text) {
        var now = desk.view();
        return page(
                NOT_RIGHT,
                visit,
                new Field(
                        text,
                        now.mark(),
                        "",
                        "Not kept: %s changed the rules meanwhile. What runs now stands below yours."
                                .formatted(now.by().isEmpty() ? "somebody else" : now.by()),
                        Optional.empty()),
                now,
                true);
    }

    /// The rules that are understood are tried also when others are not.
    private Answer look(Visit visit) {
        var text = visit.field("rules");
        var book = desk.read(text);
        if (book.rules().isEmpty()) {
            return refused(visit, text, "There is no rule to try.");
        }
        if (!place.tryAcquire()) {
            return page(
                    BUSY,
                    visit,
                    new Field(
                            text,
                            visit.field("seen"),
                            "",
                            "Somebody else looks back just now. Try again in a moment.",
                            Optional.empty()),
                    desk.view());
        }
        try {
            var now = clock.instant();
            var since = now.minus(Duration.ofDays(days(visit)));
            var result = lookback.look(book.rules(), since, now, _ -> {});
            return page(
                    200,
                    visit,
                    new Field(text, visit.field("seen"), "", "", Optional.of(result)),
                    desk.view());
        } finally {
            place.release();
        }
    }

    /// In a house that is not disarmed, disarming ends them, and may take a PIN.
    private Answer silence(Visit visit) {
        if (panel.view().state() == ArmState.DISARMED) {
            desk.silence(visit.visitor().person().map(it -> it.name().toString()).orElse(""));
        }
        return Answer.seeOther("/alarm");
    }

    private static int days(Visit visit) {
        return visit.number("days").map(Long::intValue).filter(DAYS::contains).orElse(USUAL_DAYS);
    }

    private Answer page(int status, Visit visit, Field field, RuleDesk.View now) {
        return page(status, visit, field, now, false);
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(
            int status, Visit visit, Field field, RuleDesk.View now, boolean overtaken) {
        var book = desk.read(field.text());
        boolean asKept = field.text().equals(now.text()) && field.problem().isEmpty();
        var rules =
                new Rules(
                        Rooms.of("/alarm", visit.visitor()),
                        now,
                        field.text(),
                        days(visit),
                        field.said(),
                        field.problem(),
                        asKept ? List.of() : book.complaints(), // said of those that run
                        field.result(),
                        neverHeard.in(book.rules()),
                        field.seen(),
                        overtaken,
                        May.SETTINGS.allows(visit.visitor()));
        return Answer.html(
                status, Template.html(output -> JterulesGenerated.render(output, null, rules)));
    }
}
