package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.access.PinLimits.Want;
import vigilar.arming.Mode;
import vigilar.arming.SilentAlerts;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.journal.JournalEntry;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@ResourceLock(PlantedSecrets.HASHES)
class AlarmPinsTest {
    private static final PersonName ANNA = new PersonName("anna");
    private static final PersonName CLEANER = new PersonName("cleaner");
    private static final PinCode ANNAS = pin("4829157");
    private static final PinCode THREAT = pin("4829158");
    private static final PinCode CLEANERS = pin("7301946");
    private static final PinCode NOBODYS = pin("1112223");
    private static final Want DISARM = new Want.Disarm();

    /// Once, by day, only to disarm.
    private static final PinLimits ONE_MORNING =
            new PinLimits(
                    Set.of(),
                    true,
                    Set.of(DayOfWeek.TUESDAY),
                    LocalTime.of(8, 0),
                    LocalTime.NOON,
                    Optional.empty(),
                    true);

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T09:00:00Z"); // a Tuesday
    private SqliteDatabase database;
    private SqlJournal journal;
    private AlarmPins pins;

    private static PinCode pin(String digits) {
        return new PinCode(PlantedSecrets.plant(digits));
    }

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        pins = of(database);
    }

    private AlarmPins of(SqliteDatabase store) {
        return new AlarmPins(SqlJournal.open(store), store, () -> now, ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void annaHasOne() {
        assertThat(pins.add(ANNA, ANNAS, Optional.of(THREAT), PinLimits.NONE))
                .isEqualTo(new Change.Done());
    }

    private void cleanerHasOne() {
        assertThat(pins.add(CLEANER, CLEANERS, Optional.empty(), ONE_MORNING))
                .isEqualTo(new Change.Done());
    }

    private PinEntry typed(PinCode pin) {
        return pins.enter(pin, DISARM, "the page");
    }

    private void wrong(int times) {
        for (int each = 0; each < times; each++) {
            typed(NOBODYS);
        }
    }

    private List<Event> said() {
        return journal.after(EventId.BEFORE_ALL, 500).stream().map(JournalEntry::event).toList();
    }

    @Test
    void who_is_kept_out_of_the_house_has_no_pin_any_more() {
        var people = new People(journal, database, () -> now);
        people.add(new PersonName("ben"), Standing.OWNER, password());
        people.add(ANNA, Standing.RESIDENT, password());
        annaHasOne();
        cleanerHasOne();
        assertThat(people.setDisabled(ANNA, true))
                .as("somebody must always be able to disarm")
                .isInstanceOf(Change.Refused.class);
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Right(ANNA, false));
        pins.add(new PersonName("ben"), pin("9182736"), Optional.empty(), PinLimits.NONE);
        assertThat(people.setDisabled(ANNA, true)).isEqualTo(new Change.Done());
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Wrong());
        people.setDisabled(ANNA, false);
        assertThat(typed(ANNAS)).as("nor when let in again").isEqualTo(new PinEntry.Wrong());
    }

    private static Password password() {
        return new Password(PlantedSecrets.plant("a door without a key"));
    }

    @Test
    void a_pin_says_whose_it_is_and_the_one_for_use_under_threat_says_that_too() {
        assertThat(pins.areAskedFor()).isFalse();
        annaHasOne();
        assertThat(pins.areAskedFor()).isTrue();
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Right(ANNA, false));
        assertThat(typed(THREAT)).isEqualTo(new PinEntry.Right(ANNA, true));
        assertThat(typed(NOBODYS)).isEqualTo(new PinEntry.Wrong());
        assertThat(pins.remove(ANNA)).isEqualTo(new Change.Done());
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Wrong());
        assertThat(typed(THREAT)).isEqualTo(new PinEntry.Wrong());
    }

    @Test
    void ten_wrong_ones_lock_the_keypad_for_a_time_that_grows_and_the_right_one_waits_too() {
        annaHasOne();
        wrong(9);
        assertThat(typed(NOBODYS)).isEqualTo(new PinEntry.Wait(Duration.ofSeconds(30)));
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Wait(Duration.ofSeconds(30)));
        assertThat(pins.pause()).isEqualTo(Duration.ofSeconds(30));
        now = now.plusSeconds(31);
        assertThat(typed(NOBODYS)).isEqualTo(new PinEntry.Wait(Duration.ofSeconds(60)));
        now = now.plusSeconds(61);
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Right(ANNA, false));
        assertThat(pins.pause()).isZero();
        wrong(9);
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Right(ANNA, false));
        assertThat(said().stream().filter(it -> it.type().name().equals("WRONG_PIN")))
                .extracting(it -> it.severity().name())
                .containsOnly("WARNING", "ALERT")
                .contains("ALERT");
    }

    @Test
    void wrong_ones_are_counted_together_whichever_door_and_process_they_came_by() {
        annaHasOne();
        try (var other = SqliteDatabase.open(new vigilar.storage.StorageSettings(folder))) {
            var elsewhere = of(other);
            wrong(5);
            for (int each = 0; each < 5; each++) {
                elsewhere.enter(NOBODYS, DISARM, "a keypad");
            }
            assertThat(typed(ANNAS)).isInstanceOf(PinEntry.Wait.class);
            assertThat(elsewhere.enter(ANNAS, DISARM, "a keypad"))
                    .isInstanceOf(PinEntry.Wait.class);
        }
    }

    @Test
    void a_guest_who_guesses_is_not_forgiven_for_knowing_their_own() {
        annaHasOne();
        cleanerHasOne();
        wrong(9);
        typed(CLEANERS);
        assertThat(typed(NOBODYS)).isInstanceOf(PinEntry.Wait.class);
    }

    @Test
    void a_pin_for_one_morning_holds_once_and_then_and_for_nothing_else() {
        annaHasOne();
        cleanerHasOne();
        assertThat(pins.enter(CLEANERS, new Want.Arm(Mode.AWAY), "the page"))
                .isEqualTo(new PinEntry.NotAllowed());
        now = Instant.parse("2026-11-24T12:00:00Z");
        assertThat(typed(CLEANERS)).isEqualTo(new PinEntry.NotAllowed());
        now = Instant.parse("2026-11-24T11:59:59Z");
        assertThat(typed(CLEANERS)).isEqualTo(new PinEntry.Right(CLEANER, false));
        assertThat(typed(CLEANERS)).isEqualTo(new PinEntry.NotAllowed());
        assertThat(pins.all()).extracting(PinHolder::used).containsExactly(false, true);
        assertThat(said().stream().filter(it -> it.type().name().equals("PIN_NOT_ALLOWED")))
                .extracting(it -> it.origin().why())
                .containsExactly(
                        "cleaner may not arm AWAY, by the page",
                        "cleaner may not at this time of day, by the page",
                        "cleaner used it once, by the page");
        pins.giveBack(CLEANER); // the panel did not do it
        assertThat(typed(CLEANERS)).isEqualTo(new PinEntry.Right(CLEANER, false));
    }

    @Test
    void who_is_threatened_at_the_wrong_hour_opens_nothing_and_the_owner_still_learns_of_it() {
        annaHasOne();
        assertThat(pins.add(CLEANER, CLEANERS, Optional.of(NOBODYS), ONE_MORNING))
                .isEqualTo(new Change.Done());
        now = Instant.parse("2026-11-24T20:00:00Z");
        assertThat(typed(NOBODYS)).isEqualTo(new PinEntry.NotAllowed());
        assertThat(new SilentAlerts(database).all())
                .extracting(SilentAlerts.SilentAlert::by)
                .containsExactly("cleaner");
    }

    @Test
    void a_call_for_help_is_heard_also_while_no_pin_is_looked_at_and_answered_like_any_other() {
        annaHasOne();
        wrong(10);
        var locked = typed(NOBODYS);
        assertThat(locked).isInstanceOf(PinEntry.Wait.class);
        assertThat(typed(ANNAS)).isEqualTo(locked);
        int said = said().size();
        assertThat(typed(THREAT)).isEqualTo(locked);
        assertThat(said()).hasSize(said);
        assertThat(new SilentAlerts(database).all())
                .extracting(SilentAlerts.SilentAlert::by)
                .containsExactly("anna");
        assertThat(typed(ANNAS)).as("it opened nothing").isEqualTo(locked);
    }

    @Test
    void there_is_always_somebody_who_can_disarm() {
        assertThat(pins.add(CLEANER, CLEANERS, Optional.empty(), ONE_MORNING))
                .isInstanceOf(Change.Refused.class);
        assertThat(pins.areAskedFor()).isFalse();
        annaHasOne();
        cleanerHasOne();
        assertThat(pins.remove(ANNA)).isInstanceOf(Change.Refused.class);
        assertThat(typed(ANNAS)).isEqualTo(new PinEntry.Right(ANNA, false));
        assertThat(pins.remove(CLEANER)).isEqualTo(new Change.Done());
        assertThat(pins.remove(ANNA)).isEqualTo(new Change.Done());
    }

    @Test
    void a_right_pin_keeps_nobody_waiting_however_many_wrong_ones_there_were() {
        annaHasOne();
        cleanerHasOne();
        wrong(11);
        now = now.plus(Duration.ofMinutes(16));
        assertThat(pins.enter(CLEANERS, new Want.Arm(Mode.AWAY), "the page"))
                .isEqualTo(new PinEntry.NotAllowed());
        assertThat(pins.pause()).isZero();
        assertThat(typed(CLEANERS)).isEqualTo(new PinEntry.Right(CLEANER, false));
        assertThat(typed(NOBODYS))
                .isInstanceOf(PinEntry.Wait.class); // and yet nothing is forgotten
    }

    @Test
    void no_two_have_the_same_and_nobody_has_two() {
        annaHasOne();
        assertThat(pins.add(CLEANER, ANNAS, Optional.empty(), PinLimits.NONE))
                .isEqualTo(new Change.Refused("that PIN is taken: choose another one"));
        assertThat(pins.add(CLEANER, CLEANERS, Optional.of(THREAT), PinLimits.NONE))
                .isInstanceOf(Change.Refused.class);
        assertThat(pins.add(CLEANER, CLEANERS, Optional.of(CLEANERS), PinLimits.NONE))
                .isInstanceOf(Change.Refused.class);
        assertThat(pins.add(ANNA, CLEANERS, Optional.empty(), PinLimits.NONE))
                .isInstanceOf(Change.Refused.class);
        assertThat(pins.remove(CLEANER)).isInstanceOf(Change.Refused.class);
        assertThat(pins.all()).extracting(PinHolder::name).containsExactly(ANNA);
    }

    @Test
    void no_pin_lies_in_the_store_or_on_the_timeline_or_in_a_text() throws Exception {
        annaHasOne();
        typed(NOBODYS);
        typed(THREAT);
        for (var file : List.of("vigilar.db", "vigilar.db-wal")) {
            assertThat(Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(ANNAS.digits(), THREAT.digits(), NOBODYS.digits());
        }
        assertThat(said().toString() + ANNAS + typed(ANNAS))
                .doesNotContain(ANNAS.digits(), THREAT.digits(), NOBODYS.digits());
    }
}
