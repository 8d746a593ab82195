package vigilar.rules;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.arming.ArmState;
import vigilar.arming.PanelOutcome;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// What rules want said on the bus, for whoever says it: rows, so that nothing is forgotten when
/// the process dies, and said again if it died before the broker's word was noted. Safe for any
/// number of threads; each call may throw a [vigilar.storage.StorageException].
public final class Errands {
    /// 60 s: a command that comes later surprises whoever stands before the device.
    public static final Duration COMMANDS_HOLD = Duration.ofSeconds(60);

    /// An hour: late news of an incident is better than none.
    public static final Duration NEWS_HOLDS = Duration.ofHours(1);

    /// 64 at a time: a round takes some milliseconds.
    private static final int MOST_AT_A_TIME = 64;

    /// Said when something was not done.
    static final EventType NOT_DONE = new EventType("RULE_NOT_DONE");

    private static final JsonMapper JSON = new JsonMapper();

    private final EventJournal journal;
    private final Database database;
    private final LongFunction<Optional<PanelOutcome>> answers;
    private final InstantSource clock;

    /// @param answers what the panel said to the request of a number; empty: nothing
    public Errands(
            EventJournal journal,
            Database database,
            LongFunction<Optional<PanelOutcome>> answers,
            InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.answers = answers;
        this.clock = clock;
    }

    /// What is to be said now, the oldest first.
    public List<Errand> due() {
        return database.read(rows -> ErrandStore.due(rows, clock.instant(), MOST_AT_A_TIME));
    }

    /// How long until something else is due; empty: nothing waits for its time.
    public Optional<Duration> patience() {
        var now = clock.instant();
        return database.read(ErrandStore::next).map(it -> Duration.between(now, it));
    }

    /// The broker has it.
    public void said(Errand errand) {
        Written.now(database.write(rows -> ErrandStore.done(rows, errand.id())));
    }

    /// Gives up what is too late by now, and says so on the timeline.
    ///
    /// @param why in words for people, such as what the broker answers
    public void giveUpLate(String why) {
        lookAfterArming();
        var now = clock.instant();
        var late = database.read(rows -> ErrandStore.late(rows, now, MOST_AT_A_TIME));
        if (late.isEmpty()) {
            return;
        }
        Map<RuleName, Integer> counts = new LinkedHashMap<>();
        late.forEach(it -> counts.merge(it.rule(), 1, Integer::sum));
        var said =
                counts.entrySet().stream()
                        .map(it -> notDone(it.getKey(), it.getValue(), why))
                        .toList();
        Written.now(
                journal.append(said, rows -> late.forEach(it -> ErrandStore.done(rows, it.id()))));
    }

    /// A rule asked the panel to arm. What the panel refused it said itself; what it never looked
    /// at, or too late, nobody did.
    private void lookAfterArming() {
        var now = clock.instant();
        var asked = database.read(rows -> ErrandStore.asked(rows, now, MOST_AT_A_TIME));
        if (asked.isEmpty()) {
            return;
        }
        var said =
                asked.stream()
                        .filter(it -> isUnheard(answers.apply(it.number())))
                        .map(it -> notArmed(it.rule()))
                        .toList();
        Written.now(
                journal.append(said, rows -> asked.forEach(it -> ErrandStore.done(rows, it.id()))));
    }

    /// A disarmed house names what stands against arming, unless the request came too late; one
    /// that is armed arms for no rule, however soon.
    private static boolean isUnheard(Optional<PanelOutcome> outcome) {
        return outcome.map(
                        it ->
                                !it.done()
                                        && it.blockers().isEmpty()
                                        && it.state() == ArmState.DISARMED)
                .orElse(true);
    }

    private Occurrence notArmed(RuleName rule) {
        return notDone(
                JSON.createObjectNode().put("rule", rule.value()),
                "rule %s: the house was not armed, since the panel did not answer in time"
                        .formatted(rule));
    }

    private Occurrence notDone(RuleName rule, int count, String why) {
        return notDone(
                JSON.createObjectNode().put("rule", rule.value()).put("messages", count),
                "rule %s: %d of its messages could not be said in time (%s)"
                        .formatted(rule, count, why));
    }

    private Occurrence notDone(ObjectNode payload, String why) {
        return new Occurrence(
                clock.instant(),
                NOT_DONE,
                Severity.WARNING,
                RuleWatch.RULES,
                new Payload(payload.toString()),
                Origin.ourselves(why));
    }
}
