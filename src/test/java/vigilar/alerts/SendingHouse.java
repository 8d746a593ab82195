package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.names.Nameplate;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// A sender with its store and journal, a push service of our own, and a clock that is moved by
/// hand.
abstract class SendingHouse {
    static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path folder;
    final AtomicLong millis = new AtomicLong(Instant.parse("2026-11-24T12:00:00Z").toEpochMilli());
    final Health health = new Health(this::now);
    PushPlace place;
    SqliteDatabase database;
    SqlJournal journal;
    Thread loop = Thread.ofVirtual().unstarted(() -> {});

    @BeforeEach
    void open() throws Exception {
        place = new PushPlace(folder, this::now);
        openStore();
    }

    final void openStore() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database, new PushJobs());
    }

    @AfterEach
    void close() throws Exception {
        stop();
        database.close();
        place.close();
        assertThat(place.odd).isEmpty();
    }

    /// As events of a camera are: here, who says so.
    private boolean isPictured(Event event) {
        return event.payload().json().contains("\"pictured\":true");
    }

    PushSettings settings(boolean allowPrivate) {
        return new PushSettings(folder, PushSubject.NOBODY, allowPrivate);
    }

    SafeAddresses addresses(boolean allowPrivate) {
        return new SafeAddresses(InetAddress::getAllByName, allowPrivate);
    }

    Courier courier(boolean allowPrivate) {
        return new Courier(
                place.trust(),
                addresses(allowPrivate),
                HouseKey.of(folder),
                PushSubject.NOBODY,
                this::now,
                Duration.ofSeconds(2));
    }

    static final PushDesk.Asking ALL = new PushDesk.Asking(0, true);

    PushDesk desk() {
        return new PushDesk(
                new PushStore(database), settings(true), courier(true), addresses(true), this::now);
    }

    void start() {
        start(true);
    }

    void start(boolean allowPrivate) {
        var sender =
                new PushSender(
                        journal,
                        new PushStore(database),
                        courier(allowPrivate),
                        this::isPictured,
                        Nameplate::blank,
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

    void stop() throws InterruptedException {
        loop.interrupt();
        loop.join();
    }

    long subscribe(String path, Severity threshold) {
        place.subscribed(desk().key());
        var outcome =
                desk().subscribe(
                                ALL,
                                place.endpoint(path),
                                place.recipient.key(),
                                place.recipient.secret(),
                                "Anna's phone",
                                threshold);
        assertThat(outcome).isInstanceOf(PushDesk.Outcome.Subscribed.class);
        return ((PushDesk.Outcome.Subscribed) outcome).id();
    }

    void happens(Severity severity) {
        happens(severity, Payload.EMPTY);
    }

    void happens(Severity severity, Payload payload) {
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

    String textOf(PushPlace.Parcel parcel) throws Exception {
        return place.recipient.textOf(parcel);
    }

    int owed() {
        return new PushStore(database).owed(now(), 1).waiting();
    }

    /// Waits until something was tried that often and is to be tried again.
    void isPutOff(int tries) {
        Await.until(
                "it is put off after %d tries".formatted(tries),
                SOON,
                () -> new PushStore(database).owed(now(), tries).stuck().isPresent());
    }

    void later(Duration how) {
        millis.addAndGet(how.toMillis());
    }

    Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }

    List<Long> due() {
        return new PushStore(database).owed(now(), 1).due();
    }

    void nothingIsOwed() {
        Await.until("all is settled", SOON, () -> owed() == 0);
    }
}
