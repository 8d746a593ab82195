package vigilar.pictures;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.intake.Intake;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;
import vigilar.supervisor.Supervisor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The room with a real store and a Frigate of our own; the clock is moved by hand.
final class PictureStage implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(15);
    static final Instant EVENING = Instant.parse("2026-11-24T18:00:00Z");

    final Path folder;
    final FakeFrigate frigate;
    final SqliteDatabase database;
    final Album album;

    /// The file of the setting `frigate.ca`.
    Optional<Path> ca = Optional.empty();

    /// How the password's file is written.
    Charset passwordIn = StandardCharsets.UTF_8;

    /// How long Frigate may take.
    Patience patience = Patience.USUAL;

    /// Whether the bus is heard.
    boolean hears = true;

    private final AtomicLong millis = new AtomicLong(EVENING.toEpochMilli());
    private final AtomicLong passed = new AtomicLong();
    final Health health = new Health(this::now);
    private final Supervisor supervisor = new Supervisor(health, Clock.systemUTC());
    final WatchedJournal journal;

    PictureStage(Path folder, FakeFrigate frigate) throws IOException {
        this.folder = folder;
        this.frigate = frigate;
        database = ReadyStore.open(folder);
        journal = new WatchedJournal(SqlJournal.open(database));
        album = new Album(database, folder);
    }

    @Override
    public void close() {
        leave();
        frigate.close();
    }

    /// The room ends; another one may open in the same folder, with the same Frigate.
    void leave() {
        supervisor.close();
        database.close();
    }

    void start(Optional<String> password, long quota) throws IOException {
        if (hears) {
            health.up(Intake.PART);
        }
        var file =
                Files.writeString(
                        folder.resolve("password"), password.orElse("") + "\n", passwordIn);
        var settings =
                new PictureSettings(
                        folder,
                        Optional.of(frigate.url()),
                        password.map(_ -> "viewer"),
                        password.map(_ -> file),
                        ca,
                        "frigate",
                        quota);
        var round = new PictureRound(database, journal, settings, health, this::moment, patience);
        supervisor.watch(PictureRound.PART, round::run);
    }

    void start() throws IOException {
        start(Optional.empty(), PictureSettings.USUAL_QUOTA);
    }

    Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }

    private Moment moment() {
        return new Moment(now(), Duration.ofMillis(passed.get()));
    }

    void pass(Duration time) {
        millis.addAndGet(time.toMillis());
        passed.addAndGet(time.toMillis());
    }

    /// Somebody sets the clock; no time passes.
    void setClock(Instant wall) {
        millis.set(wall.toEpochMilli());
    }

    /// A review of the camera `drive` that begins now.
    EventId review(String id, String detection) {
        return tell("PERSON_DETECTED", said(id) + ",\"detections\":[\"%s\"]".formatted(detection));
    }

    /// What each event of a review says.
    String said(String review) {
        return "\"source_name\":\"drive\",\"review_id\":\"%s\",\"ts\":%d"
                .formatted(review, now().toEpochMilli());
    }

    /// The review ends now.
    EventId ends(String review) {
        return tell("DETECTION_ENDED", said(review));
    }

    EventId tell(String type, String said) {
        return journal.append(
                        List.of(
                                new Occurrence(
                                        now(),
                                        new EventType(type),
                                        Severity.WARNING,
                                        new SourceId("drive"),
                                        new Payload("{" + said + "}"),
                                        new Origin("frigate/reviews", "a review"))),
                        RowChanges.NONE)
                .join()
                .getFirst();
    }

    String state(EventId event, PictureKind kind) {
        return album.states(event).stream()
                .filter(it -> it.kind() == kind)
                .map(it -> it.word() + ": " + it.why())
                .findFirst()
                .orElse("");
    }

    void awaitState(EventId event, PictureKind kind, String state) {
        Await.until(kind + " " + state, SOON, () -> state(event, kind).startsWith(state));
    }

    /// Of what still waits.
    Instant nextTry() {
        return Instant.ofEpochMilli(
                database.read(
                        it ->
                                it.createQuery(
                                                "SELECT min(next_ms) FROM picture"
                                                        + " WHERE state = 'waiting'")
                                        .mapTo(Long.class)
                                        .one()));
    }

    /// All that waits was tried so often.
    void awaitTries(int tries) {
        Await.until(
                "tried",
                SOON,
                () ->
                        database.read(
                                        it ->
                                                it.createQuery("SELECT min(tries) FROM picture")
                                                        .mapTo(Integer.class)
                                                        .one())
                                >= tries);
    }

    String trouble() {
        return health.parts().get(PictureRound.PART) instanceof PartState.Down(_, var why)
                ? why
                : "";
    }

    boolean isUp() {
        return health.parts().get(PictureRound.PART) instanceof PartState.Up;
    }

    /// Those that were heard or filled in, if none was forgotten.
    int reviews() {
        return database.read(
                it ->
                        it.createQuery("SELECT count(*) FROM picture_review")
                                .mapTo(Integer.class)
                                .one());
    }

    List<Event> events() {
        return journal.after(EventId.BEFORE_ALL, 100).stream().map(JournalEntry::event).toList();
    }
}
