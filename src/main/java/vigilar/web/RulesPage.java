package vigilar.web;

import vigilar.arming.ArmState;
import vigilar.arming.PanelDesk;
import vigilar.rules.Rule;
import vigilar.rules.RuleBook;
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
    private final InstantSource clock;

    /// One at a time: it reads all events, and the house has other work.
    private final Semaphore place = new Semaphore(1);

    RulesPage(RuleDesk desk, RuleLookback lookback, PanelDesk panel, InstantSource clock) {
        this.desk = desk;
        this.lookback = lookback;
        this.panel = panel;
        this.clock = clock;
    }

    /// @param text as it stands in the field
    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    /// @param wrong what is wrong with the text in the field
    /// @param result what it would have done
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
        return page(200, visit, new Field(now.text(), said, "", List.of(), Optional.empty()), now);
    }

    /// What the page says beside the rules that run.
    private record Field(
            String text,
            String said,
            String problem,
            List<String> wrong,
            Optional<RuleLookback.Result> result) {}

    /// Rules of which one is wrong are not kept here, where it can be put right at once.
    private Answer keep(Visit visit) {
        var text = visit.field("rules");
        var book = desk.read(text);
        if (!book.complaints().isEmpty()) {
            return refused(visit, text, "Not kept: the rules before go on.", book);
        }
        try {
            desk.write(text, visit.visitor().person().map(it -> it.name().toString()).orElse(""));
        } catch (IllegalArgumentException tooLong) {
            return refused(visit, text, String.valueOf(tooLong.getMessage()), book);
        }
        return Answer.seeOther("/alarm/rules?done=kept");
    }

    private Answer refused(Visit visit, String text, String problem, RuleBook book) {
        return page(
                NOT_RIGHT,
                visit,
                new Field(text, "", problem, book.complaints(), Optional.empty()),
                desk.view());
    }

    /// The rules that are understood are tried also when others are not.
    private Answer look(Visit visit) {
        var text = visit.field("rules");
        var book = desk.read(text);
        if (book.rules().isEmpty()) {
            return refused(visit, text, "There is no rule to try.", book);
        }
        if (!place.tryAcquire()) {
            return page(
                    BUSY,
                    visit,
                    new Field(
                            text,
                            "",
                            "Somebody else looks back just now. Try again in a moment.",
                            book.complaints(),
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
                    new Field(text, "", "", book.complaints(), Optional.of(result)),
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

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, Field field, RuleDesk.View now) {
        var rules =
                new Rules(
                        Rooms.of("/alarm", visit.visitor()),
                        now,
                        field.text(),
                        days(visit),
                        field.said(),
                        field.problem(),
                        field.wrong(),
                        field.result(),
                        May.SETTINGS.allows(visit.visitor()));
        return Answer.html(
                status, Template.html(output -> JterulesGenerated.render(output, null, rules)));
    }
}
