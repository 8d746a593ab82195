package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.event.EventId;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

@ResourceLock(PlantedSecrets.HASHES)
class AccessTest {
    private static final PersonName ANNA = new PersonName("anna");
    private static final PersonName BEN = new PersonName("ben");
    private static final Password GOOD =
            new Password(PlantedSecrets.plant("a long sentence of Anna"));
    private static final Password WRONG =
            new Password(PlantedSecrets.plant("an entirely wrong phrase"));
    private static final CallerAddress HOME = new CallerAddress("192.168.1.20");
    private static final CallerAddress FAR = new CallerAddress("203.0.113.9");
    private static final String PHONE = "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0";

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private SqliteDatabase database;
    private SqlJournal journal;
    private Access access;
    private People people;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        access = new Access(journal, database, () -> now);
        people = new People(journal, database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_setup_code_makes_one_owner_and_is_used_up() {
        var code = access.firstSetupCode().orElseThrow();
        assertThat(access.firstSetupCode()).isEmpty();
        assertThat(access.ownerExists()).isFalse();

        assertThat(access.setUp("0000-0000-0000-0000", ANNA, GOOD, HOME))
                .isInstanceOf(Setup.Refused.class);
        var typed = " " + code.text().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(access.setUp(typed, ANNA, GOOD, HOME)).isInstanceOf(Setup.Done.class);

        assertThat(access.ownerExists()).isTrue();
        assertThat(access.setUp(code.text(), BEN, GOOD, HOME)).isInstanceOf(Setup.Refused.class);
        assertThat(people.all()).extracting(Person::standing).containsExactly(Standing.OWNER);
        assertThat(access.newSetupCode()).isEmpty();
    }

    @Test
    void a_new_setup_code_makes_the_old_one_void() {
        var old = access.firstSetupCode().orElseThrow();
        var code = access.newSetupCode().orElseThrow();
        assertThat(access.setUp(old.text(), ANNA, GOOD, HOME)).isInstanceOf(Setup.Refused.class);
        assertThat(access.setUp(code.text(), ANNA, GOOD, HOME)).isInstanceOf(Setup.Done.class);
    }

    @Test
    void guessing_the_setup_code_is_slowed_down_for_the_guesser_only() {
        var code = access.firstSetupCode().orElseThrow();
        for (int i = 0; i < 5; i++) {
            assertThat(access.setUp("WRONG", ANNA, GOOD, FAR)).isInstanceOf(Setup.Refused.class);
        }
        assertThat(access.setUp(code.text(), ANNA, GOOD, FAR)).isInstanceOf(Setup.Wait.class);
        assertThat(access.setUp(code.text(), ANNA, GOOD, HOME)).isInstanceOf(Setup.Done.class);
    }

    @Test
    void each_sign_in_opens_a_new_session_that_its_person_sees_and_can_end() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var one = welcome(access.signIn("Anna ", GOOD, HOME, PHONE));
        var two = welcome(access.signIn("anna", GOOD, HOME, "curl/8"));

        assertThat(one.token()).isNotEqualTo(two.token());
        var session = access.session(one.token().text()).orElseThrow();
        assertThat(session.person().name()).isEqualTo(ANNA);
        assertThat(access.sessions(session.person()))
                .extracting(SessionLine::agent)
                .containsExactlyInAnyOrder("Firefox on Android", "curl on some device");

        assertThat(access.endOtherSessions(session)).isEqualTo(1);
        assertThat(access.session(two.token().text())).isEmpty();
        assertThat(access.stillHolds(session)).isTrue();
        assertThat(access.endSession(session.person(), session.id())).isTrue();
        assertThat(access.stillHolds(session)).isFalse();
        assertThat(access.session(one.token().text())).isEmpty();
    }

    @Test
    void nobody_ends_the_session_of_somebody_else() {
        people.add(ANNA, Standing.OWNER, GOOD);
        people.add(BEN, Standing.VIEWER, GOOD);
        var annas = access.session(welcome(signIn(GOOD, HOME)).token().text()).orElseThrow();
        var ben = welcome(access.signIn("ben", GOOD, HOME, "")).person();
        assertThat(access.endSession(ben, annas.id())).isFalse();
        assertThat(access.stillHolds(annas)).isTrue();
    }

    @Test
    void an_unused_session_ends_and_a_used_one_ends_at_last() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var unused = welcome(signIn(GOOD, HOME)).token().text();
        var used = welcome(signIn(GOOD, HOME)).token().text();
        for (int i = 0; i < 8; i++) {
            now = now.plus(Duration.ofDays(20));
            assertThat(access.session(used)).isPresent();
        }
        assertThat(access.session(unused)).isEmpty();
        now = now.plus(Duration.ofDays(21));
        assertThat(access.session(used)).isEmpty();
    }

    @Test
    void wrong_name_and_wrong_password_look_the_same() {
        people.add(ANNA, Standing.OWNER, GOOD);
        assertThat(access.signIn("anna", WRONG, HOME, PHONE)).isEqualTo(new SignIn.Refused());
        assertThat(access.signIn("nobody", GOOD, HOME, PHONE)).isEqualTo(new SignIn.Refused());
        assertThat(access.signIn("' OR 1=1", GOOD, HOME, "")).isEqualTo(new SignIn.Refused());
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_waits_and_the_pause_grows() {
        people.add(ANNA, Standing.OWNER, GOOD);
        fail(5, FAR);
        assertThat(signIn(GOOD, FAR)).isEqualTo(new SignIn.Wait(Duration.ofSeconds(30)));
        now = now.plusSeconds(31);
        assertThat(signIn(WRONG, FAR)).isInstanceOf(SignIn.Refused.class);
        assertThat(signIn(GOOD, FAR)).isEqualTo(new SignIn.Wait(Duration.ofSeconds(60)));
        assertThat(types()).contains("SIGN_IN_FAILURES");
        now = now.plusSeconds(61);
        assertThat(signIn(GOOD, FAR)).isInstanceOf(SignIn.Welcome.class);
        fail(4, FAR);
        assertThat(signIn(GOOD, FAR)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void many_strangers_cannot_lock_the_owner_out_of_home() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var open = access.session(welcome(signIn(GOOD, HOME)).token().text()).orElseThrow();
        var far =
                IntStream.range(0, 60).mapToObj(i -> new CallerAddress("203.0.113." + i)).toList();
        far.forEach(address -> signIn(WRONG, address));

        assertThat(signIn(GOOD, FAR)).isInstanceOf(SignIn.Wait.class);
        assertThat(access.stillHolds(open)).isTrue();
        assertThat(signIn(GOOD, HOME)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void who_has_to_wait_takes_no_place_from_those_who_need_not() throws InterruptedException {
        people.add(ANNA, Standing.OWNER, GOOD);
        fail(5, FAR);
        var done = new Semaphore(0);
        var busy = new CountDownLatch(2);
        Runnable hold =
                () ->
                        PasswordHashes.inTurn(
                                () -> {
                                    busy.countDown();
                                    done.acquireUninterruptibly();
                                    return true;
                                });
        var others = List.of(Thread.ofVirtual().start(hold), Thread.ofVirtual().start(hold));
        try {
            busy.await();
            assertThat(signIn(GOOD, FAR)).isInstanceOf(SignIn.Wait.class);
            assertThat(signIn(GOOD, HOME)).isInstanceOf(SignIn.Busy.class);
        } finally {
            done.release(2);
            for (var other : others) {
                other.join();
            }
        }
        assertThat(signIn(GOOD, HOME)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void one_address_that_tries_many_names_is_stopped() {
        people.add(ANNA, Standing.OWNER, GOOD);
        IntStream.range(0, 20).forEach(i -> access.signIn("name" + i, WRONG, FAR, ""));
        assertThat(signIn(GOOD, FAR)).isInstanceOf(SignIn.Wait.class);
    }

    @Test
    void tries_at_the_same_instant_do_not_outrun_the_count() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var answers = IntStream.range(0, 24).parallel().mapToObj(_ -> signIn(WRONG, FAR)).toList();
        assertThat(answers).filteredOn(SignIn.Refused.class::isInstance).hasSize(5);
    }

    @Test
    void a_disabled_person_is_out_at_once_with_sessions_and_tokens() {
        people.add(ANNA, Standing.OWNER, GOOD);
        people.add(BEN, Standing.RESIDENT, GOOD);
        var ben = welcome(access.signIn("ben", GOOD, HOME, PHONE));
        var session = access.session(ben.token().text()).orElseThrow();
        var token = made(people.addToken(ben.person(), "wall", Set.of(Scope.READ), days(9)));

        assertThat(people.setDisabled(BEN, true)).isEqualTo(new Change.Done());
        assertThat(access.stillHolds(session)).isFalse();
        assertThat(access.token(token)).isEmpty();
        assertThat(access.signIn("ben", GOOD, HOME, PHONE)).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void the_house_keeps_an_owner() {
        people.add(ANNA, Standing.OWNER, GOOD);
        assertThat(people.setDisabled(ANNA, true)).isInstanceOf(Change.Refused.class);
        assertThat(people.setStanding(ANNA, Standing.VIEWER)).isInstanceOf(Change.Refused.class);
        assertThat(people.add(ANNA, Standing.VIEWER, GOOD)).isInstanceOf(Change.Refused.class);
        assertThat(people.all()).containsExactly(new Person(1, ANNA, Standing.OWNER, false));
    }

    @Test
    void who_became_something_else_must_be_looked_up_again() {
        people.add(ANNA, Standing.OWNER, GOOD);
        people.add(BEN, Standing.OWNER, GOOD);
        var pass = access.session(welcome(signIn(GOOD, HOME)).token().text()).orElseThrow();
        people.setStanding(ANNA, Standing.VIEWER);
        assertThat(access.stillHolds(pass)).isFalse();
    }

    @Test
    void a_new_password_ends_the_other_sessions() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var mine = access.session(welcome(signIn(GOOD, HOME)).token().text()).orElseThrow();
        var other = access.session(welcome(signIn(GOOD, FAR)).token().text()).orElseThrow();
        people.setPassword(ANNA, new Password("another good one"), Optional.of(mine));
        assertThat(access.stillHolds(mine)).isTrue();
        assertThat(access.stillHolds(other)).isFalse();
        assertThat(signIn(GOOD, HOME)).isInstanceOf(SignIn.Refused.class);
        assertThat(people.setPassword(ANNA, new Password("short"), Optional.of(mine)))
                .isInstanceOf(Change.Refused.class);
    }

    @Test
    void a_token_has_scopes_and_an_end_and_can_be_revoked() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var anna = people.all().getFirst();
        var text = made(people.addToken(anna, "dashboard", Set.of(Scope.READ), days(30)));
        assertThat(access.token(text).orElseThrow().scopes()).containsExactly(Scope.READ);
        assertThat(access.session(text)).isEmpty();
        assertThat(people.endToken(anna, people.tokens(anna).getFirst().id())).isTrue();
        assertThat(access.token(text)).isEmpty();

        var other = made(people.addToken(anna, "script", Set.of(Scope.READ), days(30)));
        now = now.plus(days(30));
        assertThat(access.token(other)).isEmpty();
        assertThat(people.addToken(anna, "for ever", Set.of(Scope.READ), days(9999)))
                .isInstanceOf(People.NewToken.Refused.class);
    }

    @Test
    void no_password_code_or_token_lies_in_the_store_or_on_the_timeline() throws Exception {
        var code = PlantedSecrets.plant(access.firstSetupCode().orElseThrow().text());
        access.setUp(code, ANNA, GOOD, HOME);
        var session = welcome(signIn(GOOD, HOME));
        var token = made(people.addToken(session.person(), "x", Set.of(Scope.READ), days(1)));
        for (var file : List.of("vigilar.db", "vigilar.db-wal")) {
            var bytes = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain(code, GOOD.text(), session.token().text(), token);
        }
        assertThat(GOOD.toString() + session).doesNotContain(GOOD.text(), session.token().text());
        assertThat(types()).containsExactly("PERSON_ADDED", "SIGNED_IN", "API_TOKEN_ADDED");
    }

    @Test
    void a_token_of_old_that_was_to_change_things_looks_if_it_may_and_does_nothing_else() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var anna = people.all().getFirst();
        var both = made(people.addToken(anna, "both", Set.of(Scope.READ), days(30)));
        var changing = made(people.addToken(anna, "changing", Set.of(Scope.READ), days(30)));
        database.write(
                        rows ->
                                rows.execute(
                                                "UPDATE api_token SET scopes = 'CHANGE,READ'"
                                                        + " WHERE label = 'both'")
                                        + rows.execute(
                                                "UPDATE api_token SET scopes = 'CHANGE'"
                                                        + " WHERE label = 'changing'"))
                .join();
        assertThat(access.token(both).orElseThrow().scopes()).containsExactly(Scope.READ);
        assertThat(access.token(changing).orElseThrow().scopes()).isEmpty();
    }

    @Test
    void a_password_typed_as_a_name_is_not_kept_and_its_pauses_tell_nothing() throws Exception {
        people.add(ANNA, Standing.OWNER, GOOD);
        for (int i = 0; i < 5; i++) {
            assertThat(access.signIn("hunter2-in-the-wrong-field", GOOD, FAR, PHONE))
                    .isInstanceOf(SignIn.Refused.class);
        }
        assertThat(access.signIn("hunter2-in-the-wrong-field", GOOD, FAR, PHONE))
                .isEqualTo(new SignIn.Wait(Duration.ofSeconds(30)));
        assertThat(types()).containsExactly("PERSON_ADDED", "SIGN_IN_FAILURES");
        for (var file : List.of("vigilar.db", "vigilar.db-wal")) {
            assertThat(Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void neighbours_in_one_ipv6_network_count_as_one() throws Exception {
        assertThat(CallerAddress.of(InetAddress.getByName("2001:db8:1:2::5")))
                .isEqualTo(CallerAddress.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(CallerAddress.of(InetAddress.getByName("2001:db8:1:3::5")));
    }

    @Test
    void the_device_unused_for_longest_makes_room_for_the_next() {
        people.add(ANNA, Standing.OWNER, GOOD);
        var first = welcome(signIn(GOOD, HOME)).token().text();
        for (int i = 0; i < 30; i++) {
            now = now.plusSeconds(1);
            assertThat(signIn(GOOD, HOME)).isInstanceOf(SignIn.Welcome.class);
        }
        assertThat(access.session(first)).isEmpty();
        assertThat(access.sessions(people.all().getFirst())).hasSize(30);
    }

    private SignIn signIn(Password password, CallerAddress from) {
        return access.signIn("anna", password, from, PHONE);
    }

    private void fail(int times, CallerAddress from) {
        for (int i = 0; i < times; i++) {
            assertThat(signIn(WRONG, from)).isInstanceOf(SignIn.Refused.class);
        }
    }

    private static SignIn.Welcome welcome(SignIn answer) {
        assertThat(answer).isInstanceOf(SignIn.Welcome.class);
        PlantedSecrets.plant(((SignIn.Welcome) answer).token().text());
        return (SignIn.Welcome) answer;
    }

    private static String made(People.NewToken answer) {
        assertThat(answer).isInstanceOf(People.NewToken.Made.class);
        return PlantedSecrets.plant(((People.NewToken.Made) answer).token().text());
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private List<String> types() {
        return journal.after(EventId.BEFORE_ALL, 100).stream()
                .map(it -> it.event().type().name())
                .toList();
    }
}
