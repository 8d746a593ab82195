package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

class PushSenderTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final byte[] AUTH = new byte[16];
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir private Path folder;
    private final AtomicLong millis =
            new AtomicLong(Instant.parse("2026-11-24T12:00:00Z").toEpochMilli());
    private final KeyPair browser = P256.newPair();
    private final Health health = new Health(this::now);
    private PushPlace place;
    private SqliteDatabase database;
    private SqlJournal journal;
    private Thread loop = Thread.ofVirtual().unstarted(() -> {});

    @BeforeEach
    void open() throws Exception {
        place = new PushPlace(folder);
        openStore();
    }

    private void openStore() {
        database = SqliteDatabase.open(new StorageSettings(folder));
        journal = SqlJournal.open(database, new PushJobs());
    }

    @AfterEach
    void close() throws Exception {
        stop();
        database.close();
        place.close();
        assertThat(place.odd).isEmpty();
    }

    private PushSettings settings(boolean allowPrivate) {
        return new PushSettings(folder, PushSubject.NOBODY, allowPrivate);
    }

    private SafeAddresses addresses(boolean allowPrivate) {
        return new SafeAddresses(InetAddress::getAllByName, allowPrivate);
    }

    private Courier courier(boolean allowPrivate) {
        return new Courier(
                place.trust(),
                addresses(allowPrivate),
                HouseKey.of(folder),
                PushSubject.NOBODY,
                this::now,
                Duration.ofSeconds(2));
    }

    private static final PushDesk.Asking ALL = new PushDesk.Asking(0, true);

    private PushDesk desk() {
        return new PushDesk(
                new PushStore(database), settings(true), courier(true), addresses(true), this::now);
    }

    private void start() {
        start(true);
    }

    private void start(boolean allowPrivate) {
        var sender =
                new PushSender(
                        journal,
                        new PushStore(database),
                        courier(allowPrivate),
                        health,
                        this::now,
                        new SimpleMeterRegistry());
        loop =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        sender.run();
                                    } catch (InterruptedException _) {
                                        return; // as the test wants
                                    } catch (ExecutionException failure) {
                                        place.odd.add(failure.toString());
                                    }
                                });
    }

    private void stop() throws InterruptedException {
        loop.interrupt();
        loop.join();
    }

    private long subscribe(String path, Severity threshold) {
        var keys = P256.point((ECPublicKey) browser.getPublic());
        var outcome =
                desk().subscribe(
                                ALL,
                                place.endpoint(path),
                                BASE64.encodeToString(keys),
                                BASE64.encodeToString(AUTH),
                                "Anna's phone",
                                threshold);
        assertThat(outcome).isInstanceOf(PushDesk.Outcome.Subscribed.class);
        return ((PushDesk.Outcome.Subscribed) outcome).id();
    }

    private void happens(Severity severity) {
        happens(severity, Payload.EMPTY);
    }

    private void happens(Severity severity, Payload payload) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        now(),
                                        new EventType("GLASS_BREAK"),
                                        severity,
                                        new SourceId("kitchen"),
                                        payload,
                                        Origin.ourselves("a test"))),
                        RowChanges.NONE)
                .join();
    }

    private String textOf(PushPlace.Parcel parcel) throws Exception {
        return new String(Opener.open(parcel.body(), browser, AUTH), StandardCharsets.UTF_8);
    }

    private int owed() {
        return new PushStore(database).waiting();
    }

    private void later(Duration how) {
        millis.addAndGet(how.toMillis());
    }

    private Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }

    private void nothingIsOwed() {
        Await.until("all is settled", SOON, () -> owed() == 0);
    }

    @Test
    void an_alarm_reaches_the_phone_and_only_the_phone_can_read_it() throws Exception {
        subscribe("/anna", Severity.ALERT);
        start();
        happens(Severity.CRITICAL);
        var parcel = place.next();
        assertThat(textOf(parcel))
                .contains("\"title\":\"Glass break\"", "\"source\":\"kitchen\"", "\"id\":1");
        assertThat(parcel.headers())
                .containsEntry("urgency", "high")
                .containsEntry("ttl", "259200")
                .containsEntry("content-encoding", "aes128gcm");
        assertThat(parcel.headers().get("topic")).matches("[A-Za-z0-9_-]{1,32}");
        nothingIsOwed();
        assertThat(desk().subscribers(ALL).getFirst().lastAnswer()).isEqualTo("delivered (201)");
    }

    @Test
    void each_device_is_told_from_its_own_severity_on() throws Exception {
        subscribe("/all", Severity.INFO);
        subscribe("/grave", Severity.CRITICAL);
        happens(Severity.INFO);
        happens(Severity.CRITICAL);
        assertThat(owed()).isEqualTo(3);
        start();
        nothingIsOwed();
        assertThat(place.received.stream().map(PushPlace.Parcel::path))
                .containsExactlyInAnyOrder("/all", "/all", "/grave");
    }

    @Test
    void a_device_that_has_unsubscribed_is_forgotten() throws Exception {
        subscribe("/gone", Severity.INFO);
        subscribe("/never", Severity.INFO);
        place.answers("/gone", "410 Gone");
        place.answers("/never", "404 Not Found");
        happens(Severity.ALERT);
        happens(Severity.ALERT);
        start();
        Await.until("both are removed", SOON, () -> desk().subscribers(ALL).isEmpty());
        nothingIsOwed();
        assertThat(place.received).hasSize(2);
    }

    @Test
    void what_is_too_large_is_said_shorter() throws Exception {
        subscribe("/small", Severity.INFO);
        place.answers("/small", "413 Payload Too Large");
        happens(Severity.ALERT);
        start();
        var whole = place.next();
        Await.until("it is put off", SOON, () -> new PushStore(database).stuck(1).isPresent());
        later(RetryPause.SHORTEST);
        var shorter = place.next();
        assertThat(shorter.body().length).isLessThan(whole.body().length);
        assertThat(textOf(shorter)).contains("\"id\":1");
        nothingIsOwed();
    }

    @Test
    void a_service_that_asks_for_patience_gets_it() throws Exception {
        subscribe("/busy", Severity.INFO);
        place.answers("/busy", "429 Too Many Requests\r\nRetry-After: 600");
        happens(Severity.ALERT);
        start();
        place.next();
        Await.until("it is put off", SOON, () -> new PushStore(database).stuck(1).isPresent());
        later(Duration.ofSeconds(599));
        assertThat(new PushStore(database).due(now())).isEmpty();
        later(Duration.ofSeconds(1));
        place.next();
        nothingIsOwed();
    }

    @Test
    void errors_silence_and_hang_ups_are_tried_again_under_the_same_key() throws Exception {
        subscribe("/shaky", Severity.INFO);
        place.answers("/shaky", "500 Oops", PushPlace.HANG, PushPlace.RESET);
        happens(Severity.ALERT);
        start();
        var topic = place.next().headers().get("topic");
        for (int tries = 1; tries <= 3; tries++) {
            int made = tries;
            Await.until("try " + made, SOON, () -> new PushStore(database).stuck(made).isPresent());
            if (tries == 3) {
                Await.until(
                        "health says so",
                        SOON,
                        () -> health.parts().get("alerts") instanceof PartState.Down);
            }
            later(RetryPause.LONGEST);
            assertThat(place.next().headers()).containsEntry("topic", topic);
        }
        nothingIsOwed();
        Await.until(
                "all is well", SOON, () -> health.parts().get("alerts") instanceof PartState.Up);
    }

    @Test
    void a_service_that_hangs_keeps_nobody_else_waiting() throws Exception {
        subscribe("/stuck", Severity.INFO);
        subscribe("/well", Severity.INFO);
        place.answers("/stuck", PushPlace.HANG, PushPlace.HANG);
        start();
        happens(Severity.ALERT);
        happens(Severity.ALERT);
        Await.until(
                "the other one has both",
                Duration.ofMillis(1800),
                () -> place.received.stream().filter(it -> it.path().equals("/well")).count() == 2);
    }

    @Test
    void what_was_stored_but_not_sent_before_the_end_is_sent_by_the_next_life() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.CRITICAL);
        database.close();
        openStore();
        start();
        var first = place.next();
        assertThat(textOf(first)).contains("\"id\":1");
        nothingIsOwed();
        assertThat(place.received).isEmpty();
    }

    @Test
    void what_was_sent_but_not_noted_is_sent_again_under_the_same_key() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.CRITICAL);
        var store = new PushStore(database);
        var address = store.address(store.next(1, now()).orElseThrow().subscription());
        var event = journal.after(new vigilar.event.EventId(0), 1).getFirst().event();
        var letter = Letter.about(event, journal.epoch(), false);
        var answer = courier(true).deliver(letter, Duration.ofHours(1), address.orElseThrow());
        assertThat(answer).isInstanceOf(Answer.Taken.class);
        database.close(); // ends here: the answer was never noted
        openStore();
        start();
        assertThat(place.next().headers().get("topic"))
                .isEqualTo(place.next().headers().get("topic"));
        nothingIsOwed();
    }

    @Test
    void old_news_is_not_told_the_next_day() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.INFO);
        later(Duration.ofHours(2));
        start();
        nothingIsOwed();
        assertThat(place.received).isEmpty();
        assertThat(desk().subscribers(ALL).getFirst().lastAnswer()).contains("in time");
    }

    @Test
    void what_was_filled_in_later_wakes_nobody() throws Exception {
        subscribe("/201", Severity.INFO);
        happens(Severity.WARNING, Provenance.BACKFILLED.mark(Payload.EMPTY));
        nothingIsOwed();
    }

    @Test
    void an_address_inside_the_house_is_not_knocked_at_unless_allowed() throws Exception {
        subscribe("/inside", Severity.INFO);
        happens(Severity.CRITICAL);
        start(false);
        nothingIsOwed();
        assertThat(place.received).isEmpty();
        var strict =
                new PushDesk(
                        new PushStore(database),
                        settings(false),
                        courier(false),
                        addresses(false),
                        this::now);
        var keys = BASE64.encodeToString(P256.point((ECPublicKey) browser.getPublic()));
        assertThat(
                        strict.subscribe(
                                ALL,
                                "https://192.168.1.1/",
                                keys,
                                BASE64.encodeToString(AUTH),
                                "x",
                                Severity.INFO))
                .isInstanceOf(PushDesk.Outcome.Refused.class);
    }

    @Test
    void the_test_button_says_what_came_of_it() {
        long id = subscribe("/anna", Severity.CRITICAL);
        assertThat(desk().test(ALL, id)).isEqualTo(new PushDesk.Tried(true, "delivered (201)"));
        place.answers("/anna", "503 Not now");
        assertThat(desk().test(ALL, id).delivered()).isFalse();
    }

    @Test
    void the_house_keeps_one_key_that_only_its_owner_can_read() throws Exception {
        var known = desk().key();
        assertThat(HouseKey.of(folder).known()).isEqualTo(known);
        assertThat(Files.getPosixFilePermissions(folder.resolve("secret/push-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_flood_leaves_the_newest_hundred() throws Exception {
        subscribe("/anna", Severity.INFO);
        for (int i = 0; i < 150; i++) {
            happens(Severity.ALERT);
        }
        start();
        nothingIsOwed();
        assertThat(place.received).hasSize(100);
        assertThat(textOf(place.next())).contains("\"id\":51,");
    }
}
