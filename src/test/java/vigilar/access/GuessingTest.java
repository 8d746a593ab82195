package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Who guesses waits, whatever they do about it, and nobody else does.
@ResourceLock(PlantedSecrets.HASHES)
class GuessingTest {
    private static final PersonName ANNA = new PersonName("anna");
    private static final Password GOOD =
            new Password(PlantedSecrets.plant("a long sentence of Anna"));
    private static final Password WRONG =
            new Password(PlantedSecrets.plant("an entirely wrong phrase"));
    private static final CallerAddress HOME = new CallerAddress("192.168.1.20");
    private static final CallerAddress FAR = new CallerAddress("203.0.113.9");

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private SqliteDatabase database;
    private Access access;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        var journal = SqlJournal.open(database);
        access = new Access(journal, database, () -> now);
        new People(journal, database, () -> now).add(ANNA, Standing.OWNER, GOOD);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SignIn signIn(Password password, CallerAddress from) {
        return access.signIn("anna", password, from, "");
    }

    private Pass.Session session() {
        return signIn(GOOD, HOME) instanceof SignIn.Welcome(_, var token)
                ? access.session(token.text()).orElseThrow()
                : new Pass.Session(-1, new Person(-1, ANNA, Standing.VIEWER, true));
    }

    @Test
    void who_guesses_at_a_tablet_that_was_left_signed_in_waits_longer_each_time() {
        var tablet = session();
        for (int i = 0; i < 5; i++) {
            assertThat(access.prove(tablet, WRONG, HOME)).isEqualTo(new Proof.Wrong());
        }
        assertThat(access.prove(tablet, GOOD, HOME))
                .isEqualTo(new Proof.Wait(Duration.ofSeconds(30)));
        now = now.plusSeconds(31);
        assertThat(access.prove(tablet, WRONG, HOME)).isEqualTo(new Proof.Wrong());
        assertThat(access.prove(tablet, WRONG, HOME))
                .isEqualTo(new Proof.Wait(Duration.ofSeconds(60)));

        var phone = session(); // signing in is not kept from anybody
        assertThat(access.prove(phone, GOOD, HOME)).isEqualTo(new Proof.Right());
        now = now.plusSeconds(61);
        assertThat(access.prove(tablet, GOOD, HOME)).isEqualTo(new Proof.Right());
        for (int i = 0; i < 5; i++) {
            assertThat(access.prove(tablet, WRONG, HOME)).isEqualTo(new Proof.Wrong());
        }
    }

    /// So many as there is room for, all of them newer than what is there.
    private void invent(String names) {
        database.write(
                        rows ->
                                rows.execute(
                                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                                + " FROM n WHERE i < 10100) INSERT INTO failed_try"
                                                + " (what, failures, last_ms) SELECT printf(?, i),"
                                                + " 1, ? FROM n",
                                        names,
                                        now.toEpochMilli()))
                .join();
    }

    private int counters() {
        return database.read(
                rows ->
                        rows.createQuery("SELECT count(*) FROM failed_try")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void ten_thousand_invented_names_do_not_wipe_out_the_pause_of_somebody_who_exists() {
        for (int i = 0; i < 50; i++) {
            signIn(WRONG, new CallerAddress("203.0.113." + i));
        }
        assertThat(signIn(WRONG, FAR)).isInstanceOf(SignIn.Wait.class);
        now = now.plusSeconds(5);
        invent("nobody %064x from 198.51.100.7");
        invent("account nobody %064x");
        access.signIn("somebody", WRONG, new CallerAddress("198.51.100.8"), "");
        assertThat(counters()).isLessThanOrEqualTo(Terms.MOST_COUNTERS + 1);
        assertThat(signIn(WRONG, FAR)).isInstanceOf(SignIn.Wait.class);
    }

    @Test
    void ten_thousand_addresses_do_not_wipe_it_out_either() {
        for (int i = 0; i < 50; i++) {
            signIn(WRONG, new CallerAddress("203.0.113." + i));
        }
        for (int i = 0; i < 5; i++) {
            signIn(WRONG, HOME); // a pause of that address alone
        }
        now = now.plusSeconds(5);
        invent("address 2001:db8:%x::/64");
        invent("anna from 2001:db8:%x::/64");
        access.signIn("somebody", WRONG, new CallerAddress("198.51.100.8"), "");
        assertThat(counters()).isLessThanOrEqualTo(Terms.MOST_COUNTERS + 1);
        assertThat(signIn(WRONG, FAR)).isInstanceOf(SignIn.Wait.class);
    }

    @Test
    void somebody_called_nobody_is_somebody() {
        var people = new People(SqlJournal.open(database), database, () -> now);
        people.add(new PersonName("nobody"), Standing.VIEWER, GOOD);
        for (int i = 0; i < 5; i++) {
            access.signIn("nobody", WRONG, FAR, "");
        }
        now = now.plusSeconds(5);
        invent("nobody %064x from 198.51.100.7");
        access.signIn("somebody", WRONG, new CallerAddress("198.51.100.8"), "");
        assertThat(access.signIn("nobody", GOOD, FAR, "")).isInstanceOf(SignIn.Wait.class);
    }
}
