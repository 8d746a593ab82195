package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.arming.ArmState;
import vigilar.arming.Mode;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlCursor;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The rules on a real store, with a clock that is moved by hand.
class RuleKeeperTest {
    private static final String SIREN = "zigbee2mqtt/siren/set";
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final InstantSource clock = now::get;
    private SqliteDatabase database;
    private SqlJournal journal;
    private Thread keeper = Thread.ofVirtual().unstarted(() -> {});
    private RuleBook book = RuleBook.EMPTY;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() throws InterruptedException {
        stop();
        database.close();
    }

    private static Rule rule(String type, Action... then) {
        return new Rule(
                new RuleName("on-" + type.toLowerCase(Locale.ROOT)),
                new Condition.OfType(Set.of(new EventType(type))),
                Duration.ofMinutes(5),
                List.of(then));
    }

    private static Action siren() {
        return new Action.Siren(SIREN, "ON", "OFF", Duration.ofMinutes(5));
    }

    private static Action say() {
        return new Action.Publish("light/set", "ON", false);
    }

    /// These rules run, in a new life of the keeper.
    private void run(Rule... rules) throws InterruptedException {
        stop();
        book = new RuleBook(List.of(rules), List.of());
        var written = new RuleDesk(journal, database, _ -> book, clock);
        if (written.view().text().isEmpty()) {
            written.write("something", "ann");
        }
        var ready = new CountDownLatch(1);
        var life =
                new RuleKeeper(
                        journal,
                        new SqlArchive(database),
                        database,
                        _ -> book,
                        _ -> "",
                        ZoneOffset.UTC,
                        clock,
                        _ -> ready.countDown(),
                        () -> {});
        keeper =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                life.run();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void stop() throws InterruptedException {
        keeper.interrupt();
        keeper.join();
    }

    private void happens(String source, String type) {
        happens(source, type, "{}", "vigilar/x");
    }

    private void happens(String source, String type, String payload, String topic) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        clock.instant(),
                                        new EventType(type),
                                        Severity.INFO,
                                        new SourceId(source),
                                        new Payload(payload),
                                        new Origin(topic, ""))),
                        RowChanges.NONE)
                .join();
    }

    private void disarms() {
        happens("panel", "DISARMED", "{\"arm_state\":\"DISARMED\"}", "");
    }

    /// Once everything that happened has been judged.
    private List<String> said(String type) throws InterruptedException {
        var end = System.nanoTime() + A_WHILE.toNanos();
        happens("end", "END"); // a rule of its own would be told behind it
        var last = journal.head();
        while (new SqlCursor(database, RuleKeeper.PART).load().compareTo(last) < 0) {
            assertThat(System.nanoTime()).as("the rules have judged all").isLessThan(end);
            now.updateAndGet(it -> it.plusMillis(1_001)); // it notes how far it has come
            journal.awaitBeyond(journal.head(), Duration.ofMillis(20));
        }
        return all().stream()
                .filter(it -> it.type().name().equals(type))
                .map(it -> it.origin().why())
                .toList();
    }

    /// From the rows: the journal learns of a commit a moment after it can be read.
    private List<Event> all() {
        return new SqlArchive(database)
                .after(EventId.BEFORE_ALL, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE)
                .events();
    }

    private List<String> due() {
        return new Errands(journal, database, clock)
                .due().stream().map(it -> it.topic() + " " + it.payload()).toList();
    }

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    @Test
    void what_happened_before_there_were_rules_sets_off_none() throws Exception {
        happens("garden", "MOTION_START");
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).isEmpty();
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED"))
                .containsExactly(
                        "rule on-motion_start: MOTION_START from garden; light/set is said");
        assertThat(due()).containsExactly("light/set ON");
    }

    @Test
    void what_happened_while_the_rules_did_not_run_is_judged_once_afterwards() throws Exception {
        run(rule("MOTION_START", say()));
        said("RULE_FIRED");
        stop();
        happens("garden", "MOTION_START");
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).as("and not again").hasSize(1);
    }

    @Test
    void a_command_that_comes_too_late_is_left_out_and_it_is_said() throws Exception {
        run(rule("MOTION_START", say()));
        said("RULE_FIRED");
        stop();
        happens("garden", "MOTION_START");
        pass(Errands.COMMANDS_HOLD.plusSeconds(1));
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).hasSize(1);
        assertThat(said("RULE_NOT_DONE")).singleElement().asString().contains("too long ago");
        assertThat(due()).isEmpty();
    }

    @Test
    void a_cooldown_goes_on_over_a_restart() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
        pass(Duration.ofMinutes(6));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(2);
    }

    @Test
    void what_was_counted_and_how_the_house_stood_is_known_again_after_a_restart()
            throws Exception {
        var twice =
                new Rule(
                        new RuleName("twice"),
                        new Condition.All(
                                List.of(
                                        new Condition.Times(
                                                2,
                                                Duration.ofMinutes(5),
                                                new Condition.OfType(
                                                        Set.of(new EventType("MOTION_START")))),
                                        new Condition.Armed(Set.of(ArmState.ARMED_AWAY)),
                                        new Condition.Presence(Condition.Who.NOBODY))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(twice);
        happens("ann", "LEFT");
        happens("panel", "ARMED", "{\"arm_state\":\"ARMED_AWAY\"}", "");
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).isEmpty();
        run(twice);
        happens("cellar", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void a_siren_ends_by_itself_and_at_once_when_somebody_disarms() throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        assertThat(due()).containsExactly(SIREN + " ON");
        sayAll();
        assertThat(due()).isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(due()).containsExactly(SIREN + " OFF");
        sayAll();
        pass(Duration.ofMinutes(5));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        disarms();
        said("DISARMED");
        assertThat(due()).containsExactly(SIREN + " OFF");
    }

    @Test
    void another_alarm_makes_it_sound_longer_but_not_beyond_fifteen_minutes() throws Exception {
        run(rule("ALARM", siren()));
        for (int i = 0; i < 4; i++) {
            happens("panel", "ALARM", "{\"zone\":\"z" + i + "\",\"arm_state\":\"TRIGGERED\"}", "");
            said("RULE_FIRED");
            sayAll();
            pass(Duration.ofSeconds(270));
            if (i < 3) {
                assertThat(due()).as("it still sounds").isEmpty();
            }
        }
        assertThat(due()).containsExactly(SIREN + " OFF");
    }

    @Test
    void a_siren_that_has_not_sounded_when_somebody_disarms_does_not_begin() throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        disarms();
        said("DISARMED");
        assertThat(due()).doesNotContain(SIREN + " ON");
    }

    @Test
    void what_ends_a_siren_is_said_after_what_began_it_however_long_nobody_could_say_either()
            throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        pass(Duration.ofMinutes(4));
        happens("panel", "ALARM", "{\"zone\":\"b\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        pass(Duration.ofMinutes(6));
        assertThat(due()).doesNotContain(SIREN + " ON"); // too late for that
        assertThat(due().getLast()).isEqualTo(SIREN + " OFF");
        disarms();
        said("DISARMED");
        assertThat(due().getLast()).isEqualTo(SIREN + " OFF");
    }

    @Test
    void a_clock_that_is_set_back_lets_no_siren_sound_for_hours_and_no_command_come_late()
            throws Exception {
        run(rule("ALARM", siren()), rule("MOTION_START", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        pass(Duration.ofHours(-2));
        assertThat(due()).containsExactly(SIREN + " OFF");
        new Errands(journal, database, clock).giveUpLate("the clock was set");
        assertThat(all().getLast().type().name()).isEqualTo("RULE_NOT_DONE");
    }

    @Test
    void a_siren_in_a_disarmed_house_ends_when_somebody_silences_it() throws Exception {
        run(rule("MOTION_START", siren()));
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        sayAll();
        var desk = new RuleDesk(journal, database, _ -> book, clock);
        assertThat(desk.sounding()).containsExactly(SIREN);
        desk.silence("ann");
        assertThat(due()).containsExactly(SIREN + " OFF");
        assertThat(desk.sounding()).isEmpty();
    }

    @Test
    void a_device_that_is_called_panel_does_not_hide_how_the_house_stands() throws Exception {
        var away =
                new Rule(
                        new RuleName("away"),
                        new Condition.All(
                                List.of(
                                        new Condition.OfType(Set.of(new EventType("MOTION_START"))),
                                        new Condition.Armed(Set.of(ArmState.ARMED_AWAY)))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(away);
        happens("panel", "ARMED", "{\"arm_state\":\"ARMED_AWAY\"}", "");
        happens("panel", "BATTERY_LOW");
        said("RULE_FIRED");
        run(away);
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void a_time_that_a_wrong_clock_left_behind_does_not_hide_what_was_counted() throws Exception {
        var twice =
                new Rule(
                        new RuleName("twice"),
                        new Condition.Times(
                                2,
                                Duration.ofMinutes(5),
                                new Condition.OfType(Set.of(new EventType("MOTION_START")))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(twice);
        var right = now.get();
        now.set(Instant.parse("2031-01-01T00:00:00Z"));
        happens("x", "SMOKE");
        now.set(right);
        happens("y", "SMOKE");
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        run(twice);
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void an_alarm_after_somebody_disarmed_is_another_one_also_after_a_restart() throws Exception {
        run(rule("ALARM", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        pass(Duration.ofSeconds(5));
        disarms();
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("ALARM", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        assertThat(said("RULE_FIRED")).hasSize(2);
    }

    private void sayAll() {
        var errands = new Errands(journal, database, clock);
        errands.due().forEach(errands::said);
    }

    @Test
    void what_the_broker_did_not_take_in_time_is_given_up_and_told() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        var errands = new Errands(journal, database, clock);
        errands.giveUpLate("the broker is away");
        assertThat(due()).hasSize(1);
        pass(Errands.COMMANDS_HOLD);
        errands.giveUpLate("the broker is away");
        assertThat(due()).isEmpty();
        assertThat(said("RULE_NOT_DONE"))
                .containsExactly(
                        "rule on-motion_start: 1 of its messages could not be said in time (the"
                                + " broker is away)");
    }

    @Test
    void a_rule_asks_the_panel_to_arm_in_its_own_name() throws Exception {
        run(rule("LEFT", new Action.Arm(Mode.AWAY)));
        happens("ann", "LEFT");
        said("RULE_FIRED");
        assertThat(
                        database.<String>read(
                                it ->
                                        it.createQuery("SELECT request FROM panel_request")
                                                .mapTo(String.class)
                                                .one()))
                .contains("\"ask\":\"rule_arm\"", "\"mode\":\"AWAY\"", "\"by\":\"rule on-left\"");
    }

    @Test
    void rules_that_somebody_changes_hold_from_then_on_without_a_restart() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "SMOKE");
        said("RULE_FIRED");
        book = new RuleBook(List.of(rule("SMOKE", say())), List.of("line 9, column 1: no"));
        new RuleDesk(journal, database, _ -> book, clock).write("others", "ann");
        happens("cellar", "SMOKE");
        assertThat(said("RULE_FIRED")).hasSize(1);
        assertThat(said("RULES_CHANGED").getLast())
                .isEqualTo("1 rules run; not all: line 9, column 1: no");
    }

    @Test
    void of_two_processes_that_run_the_rules_the_slower_one_does_nothing() {
        var cursor = new SqlCursor(database, "someone");
        cursor.begin(EventId.BEFORE_ALL);
        happens("garden", "MOTION_START");
        var next = journal.head();
        journal.append(List.of(), rows -> cursor.move(rows, EventId.BEFORE_ALL, next)).join();
        assertThatThrownBy(
                        () ->
                                Written.now(
                                        journal.append(
                                                List.of(),
                                                rows ->
                                                        cursor.move(
                                                                rows, EventId.BEFORE_ALL, next))))
                .isInstanceOf(SqlCursor.Overtaken.class);
    }
}
