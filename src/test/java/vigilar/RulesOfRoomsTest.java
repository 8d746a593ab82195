package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.Invariant;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Each rule that a check asks is broken by something: a rule that nothing breaks says nothing.
class RulesOfRoomsTest {
    private static final String DOOR = "hall sensor/contact";

    /// What is done to the store, by the sentence that a check must say then.
    private static final Map<String, List<String>> BREAKS =
            Map.ofEntries(
                    breaks(
                            "an event has an id that was not given yet",
                            "UPDATE head SET last_id = 1"),
                    breaks(
                            "events are missing that retention did not remove",
                            "DELETE FROM event WHERE id = 1"),
                    breaks(
                            "the counts of a quarter of an hour are not those of its events",
                            "UPDATE slice SET events = events + 1"),
                    breaks(
                            "the counts of a quarter of an hour are not the sum of its sources",
                            "UPDATE quarter SET events = events + 1"),
                    breaks(
                            "a follower says it has seen what was not stored yet: rules",
                            "INSERT INTO follower VALUES ('rules', 1000)"),
                    breaks(
                            "retention says it removed what was not stored yet",
                            "UPDATE pruned SET up_to = 1000"),
                    breaks("a pinned event is gone: 777", "INSERT INTO pin VALUES (777, 0, 0)"),
                    breaks("the word index speaks of events that were not stored yet", chunk("")),
                    breaks(
                            "the word index has rows that no search asks for",
                            "INSERT INTO word_block VALUES (7, 1, 1)"),
                    breaks(
                            "rows of the word index are missing or changed, so that a search may"
                                    + " find too little: ids 0 to 16383",
                            chunk("7")),
                    breaks(
                            "the known state of a point is not what its newest event says: "
                                    + DOOR
                                    + " is closed, event 2 says open",
                            "UPDATE point_state SET state = 'closed'"),
                    breaks(
                            "an event tells of a point that is not remembered: " + DOOR,
                            "DELETE FROM point_state"),
                    breaks(
                            "a point of which nothing is known has a state that was not told live",
                            "UPDATE point_state SET state = '', untold = 1"),
                    breaks(
                            "somebody has seen what was not stored yet: person 1",
                            "INSERT INTO seen_up_to VALUES (1, 888)"),
                    breaks("somebody is owed an event that was not stored yet", owed(1_000)),
                    breaks("somebody is owed a silent alert that is not there", owed(-1)),
                    breaks("a notification is owed to a device that is not there", owed(1)),
                    breaks("a picture belongs to an event that was not stored yet", picture(1_000)),
                    breaks("a picture is kept that no event shows", picture(-1)),
                    breaks(
                            "the panel says it has decided on what was not stored yet: event 999",
                            "UPDATE panel SET last_id = 999"),
                    breaks(
                            "a keypad waits for an answer to what was never asked",
                            "INSERT INTO keypad_request (request_id, say_until, asked)"
                                    + " VALUES ('h-1', 0, 5)"));

    @TempDir Path folder;
    private SqliteDatabase database;

    private static Map.Entry<String, List<String>> breaks(String said, String... sql) {
        return Map.entry(said, List.of(sql));
    }

    private static String chunk(String total) {
        return "INSERT INTO word_chunk (chunk, width, thinned, indexed_ms, total)"
                + " VALUES (0, 24, 0, 0, %s)".formatted(total.isEmpty() ? "0" : total);
    }

    private static String owed(long event) {
        return "INSERT INTO push_job (subscription_id, event_id, severity, queued_ms, next_ms)"
                + " VALUES (5, %d, 3, 0, 0)".formatted(event);
    }

    private static String picture(long event) {
        return "INSERT INTO picture (event_id, kind, detection, state, next_ms)"
                + " VALUES (%d, 'clip', '', 'ready', 0)".formatted(event);
    }

    /// A door that was opened and closed, in a house with a panel.
    @BeforeEach
    void begin() {
        database = ReadyStore.open(folder);
        var journal = SqlJournal.open(database);
        for (var type : List.of("CONTACT_CLOSED", "CONTACT_OPEN")) {
            var event =
                    new Occurrence(
                            Instant.ofEpochMilli(5_000),
                            new EventType(type),
                            Severity.INFO,
                            new SourceId("hall"),
                            Payload.EMPTY,
                            new Origin(
                                    "vigilar/sensor/hall/" + type.toLowerCase(Locale.ROOT),
                                    "a test"));
            journal.append(List.of(event), RowChanges.NONE).join();
        }
        sql("INSERT INTO point_state VALUES ('hall', 'sensor/contact', 'open', 4000, 0)");
        sql(
                "INSERT INTO panel (only, state, last_id, fence, alive_ms, holder, beat, asked)"
                        + " VALUES (1, '{}', 2, 0, 0, '', 0, 0)");
    }

    @AfterEach
    void end() {
        database.close();
    }

    private void sql(String sql) {
        database.write(rows -> rows.execute(sql)).join();
    }

    private List<String> found() throws InterruptedException {
        return Soundness.of(new StorageSettings(folder), false).run().all();
    }

    @Test
    void a_house_that_is_well_breaks_none() throws Exception {
        assertThat(found()).isEmpty();
    }

    @Test
    void each_rule_is_broken_by_what_it_is_about() throws Exception {
        for (var each : BREAKS.entrySet()) {
            for (var sql : each.getValue()) {
                sql(sql);
            }
            assertThat(found()).as(each.getKey()).anyMatch(it -> it.startsWith(each.getKey()));
            end();
            Files.delete(folder.resolve("vigilar.db"));
            begin();
        }
    }

    @Test
    void no_rule_is_without_something_that_breaks_it() {
        var said = new TreeSet<>(Soundness.rules().stream().map(Invariant::broken).toList());
        said.removeIf(rule -> BREAKS.keySet().stream().anyMatch(it -> it.startsWith(rule)));
        assertThat(said).isEmpty();
    }
}
