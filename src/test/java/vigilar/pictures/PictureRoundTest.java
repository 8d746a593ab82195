package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;
import vigilar.supervisor.Supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The room with a real store and a Frigate of our own; the clock is moved by hand.
class PictureRoundTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Instant EVENING = Instant.parse("2026-11-24T18:00:00Z");

    @TempDir private Path folder;
    private final AtomicLong millis = new AtomicLong(EVENING.toEpochMilli());
    private final Health health = new Health(this::now);
    private final Supervisor supervisor = new Supervisor(health, Clock.systemUTC());
    private FakeFrigate frigate;
    private SqliteDatabase database;
    private SqlJournal journal;
    private Album album;

    @BeforeEach
    void open() throws IOException {
        frigate = new FakeFrigate();
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        album = new Album(database, folder);
    }

    @AfterEach
    void close() {
        supervisor.close();
        database.close();
        frigate.close();
    }

    private void start(Optional<String> password, long quota) throws IOException {
        var file = Files.writeString(folder.resolve("password"), password.orElse("") + "\n");
        var settings =
                new PictureSettings(
                        folder,
                        Optional.of(frigate.url()),
                        password.map(_ -> "viewer"),
                        password.map(_ -> file),
                        "frigate",
                        quota);
        var round = PictureRound.of(database, journal, settings, health, this::now);
        supervisor.watch(PictureRound.PART, round::run);
    }

    private void start() throws IOException {
        start(Optional.empty(), PictureSettings.USUAL_QUOTA);
    }

    private Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }

    private void pass(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    private EventId review(String id, String detection) {
        var payload = "{\"review_id\":\"%s\",\"detections\":[\"%s\"]}".formatted(id, detection);
        return journal.append(
                        List.of(
                                new Occurrence(
                                        now(),
                                        new EventType("PERSON_DETECTED"),
                                        Severity.WARNING,
                                        new SourceId("drive"),
                                        new Payload(payload),
                                        new Origin("frigate/reviews", "a review"))),
                        RowChanges.NONE)
                .join()
                .getFirst();
    }

    private String state(EventId event, PictureKind kind) {
        return album.states(event).stream()
                .filter(it -> it.kind() == kind)
                .map(it -> it.word() + ": " + it.why())
                .findFirst()
                .orElse("");
    }

    private void awaitState(EventId event, PictureKind kind, String state) {
        Await.until(kind + " " + state, SOON, () -> state(event, kind).startsWith(state));
    }

    private String trouble() {
        return health.parts().get(PictureRound.PART) instanceof PartState.Down(_, var why)
                ? why
                : "";
    }

    private List<Event> events() {
        return journal.after(EventId.BEFORE_ALL, 100).stream().map(JournalEntry::event).toList();
    }

    @Test
    void a_review_gets_its_snapshot_and_its_clip() throws IOException {
        frigate.seen("1.5-abc", true);
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        frigate.clip("1.5-abc", FakeFrigate.mp4(20)); // shorter than what was asked before it
        start();
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.SNAPSHOT, "ready");
        awaitState(event, PictureKind.CLIP, "ready");
        var clip = album.find(event, PictureKind.CLIP).orElseThrow();
        assertThat(clip.contentType()).isEqualTo("video/mp4");
        assertThat(clip.file()).hasBinaryContent(FakeFrigate.mp4(20));
        assertThat(album.find(event, PictureKind.SNAPSHOT).orElseThrow().contentType())
                .isEqualTo("image/jpeg");
    }

    @Test
    void a_review_that_rises_is_shown_by_the_picture_that_is_already_here() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        start();
        var first = review("1.5-rev", "1.5-abc");
        awaitState(first, PictureKind.SNAPSHOT, "ready");
        var rises = review("1.5-rev", "1.5-abc");
        awaitState(rises, PictureKind.SNAPSHOT, "ready");
        assertThat(frigate.asked.stream().filter(it -> it.endsWith("snapshot.jpg"))).hasSize(1);
    }

    @Test
    void a_clip_that_is_not_there_at_the_end_is_asked_for_again_after_a_pause() throws IOException {
        frigate.seen("1.5-abc", false);
        start();
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.CLIP, "waiting: it still goes on");
        frigate.seen("1.5-abc", true);
        pass(PicturePause.SHORTEST);
        awaitState(event, PictureKind.CLIP, "waiting: Frigate does not have it");
        frigate.clip("1.5-abc", FakeFrigate.mp4(3_000));
        pass(PicturePause.SHORTEST.multipliedBy(2));
        awaitState(event, PictureKind.CLIP, "ready");
    }

    @Test
    void what_does_not_come_is_given_up_and_says_why() throws IOException {
        frigate.seen("1.5-abc", true);
        start();
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.CLIP, "waiting: Frigate");
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET tries = ?",
                                        PicturePause.MOST_TRIES - 1))
                .join();
        pass(PicturePause.LONGEST);
        awaitState(event, PictureKind.CLIP, "given_up: Frigate does not have it (404)");
        assertThat(album.find(event, PictureKind.CLIP)).isEmpty();
    }

    @Test
    void pauses_grow_and_end() {
        assertThat(PicturePause.after(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(PicturePause.after(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(PicturePause.after(PicturePause.MOST_TRIES)).isEqualTo(PicturePause.LONGEST);
    }

    @Test
    void what_is_too_large_is_not_taken() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg((8 << 20) + 1));
        start();
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.SNAPSHOT, "given_up: larger than 8 MiB");
        // the clip of the same event may be asked for at this moment
        Await.until("nothing is kept", SOON, () -> isEmpty(folder.resolve("pictures")));
    }

    private static boolean isEmpty(Path pictures) {
        try (Stream<Path> all = Files.list(pictures)) {
            return all.findAny().isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_page_that_calls_itself_a_picture_is_none() throws IOException {
        frigate.put("/api/events/1.5-abc/snapshot.jpg", "<script>alert(document.domain)</script>");
        start();
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.SNAPSHOT, "waiting: what Frigate sent is no snapshot");
        assertThat(album.find(event, PictureKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void an_id_that_climbs_asks_for_nothing() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        start();
        var odd = review("1.5-odd", "../../api/config");
        awaitState(review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(album.states(odd)).isEmpty();
        assertThat(frigate.asked).noneMatch(it -> it.contains("config"));
    }

    @Test
    void with_a_login_we_log_in() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("hüsh \"the camera\""));
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        start(frigate.password, PictureSettings.USUAL_QUOTA);
        awaitState(review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
    }

    @Test
    void a_wrong_password_is_told_on_the_health_board_without_the_password() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("the camera knows"));
        start(Optional.of(PlantedSecrets.plant("hush-camera-wrong")), PictureSettings.USUAL_QUOTA);
        var event = review("1.5-rev", "1.5-abc");
        awaitState(event, PictureKind.SNAPSHOT, "waiting: Frigate refuses the login");
        pass(Duration.ofMinutes(1));
        Await.until("told", SOON, () -> trouble().contains("refuses the login of frigate.user"));
        assertThat(trouble()).doesNotContain("hush");
    }

    @Test
    void another_place_that_frigate_sends_us_to_is_never_visited() throws IOException {
        try (var stranger = new FakeFrigate()) {
            stranger.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
            frigate.elsewhere = Optional.of(stranger.url());
            start();
            var event = review("1.5-rev", "1.5-abc");
            awaitState(event, PictureKind.SNAPSHOT, "waiting: Frigate sends us elsewhere (302)");
            assertThat(stranger.asked).isEmpty();
        }
    }

    @Test
    void a_frigate_that_is_away_is_told_and_what_waited_comes_when_it_is_back() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        frigate.snapshot("1.6-abc", FakeFrigate.jpeg(2_000));
        frigate.trouble = 503;
        start();
        var first = review("1.5-rev", "1.5-abc");
        var second = review("1.6-rev", "1.6-abc");
        Await.until(
                "told",
                SOON,
                () -> {
                    pass(Duration.ofSeconds(20));
                    return trouble().contains("Frigate answers 503");
                });
        frigate.trouble = 0;
        pass(Duration.ofMinutes(31));
        awaitState(first, PictureKind.SNAPSHOT, "ready");
        awaitState(second, PictureKind.SNAPSHOT, "ready");
        Await.until("well again", SOON, () -> trouble().isEmpty());
    }

    @Test
    void the_oldest_pictures_make_room_for_the_newest() throws IOException {
        start(Optional.empty(), 5_000);
        var ids = new EventId[3];
        for (int i = 0; i < ids.length; i++) {
            frigate.snapshot("1." + i + "-abc", FakeFrigate.jpeg(2_000));
            ids[i] = review("1." + i + "-rev", "1." + i + "-abc");
            awaitState(ids[i], PictureKind.SNAPSHOT, "ready");
        }
        awaitState(ids[0], PictureKind.SNAPSHOT, "dropped: its place was needed");
        Await.until("gone", SOON, () -> !Files.exists(folder.resolve("pictures/1.snapshot")));
        assertThat(album.find(ids[1], PictureKind.SNAPSHOT)).isPresent();
        assertThat(album.find(ids[2], PictureKind.SNAPSHOT)).isPresent();
    }

    private static String onRecord(String id, Instant start, Instant end) {
        return """
        {"id":"%s","camera":"drive","severity":"alert","start_time":%d.5,"end_time":%d.25,\
        "thumb_path":"/media/frigate/clips/x.webp","data":{"detections":["%s-d"],\
        "objects":["person"],"sub_labels":[],"zones":[],"audio":[]}}\
        """
                .formatted(id, start.getEpochSecond(), end.getEpochSecond(), id);
    }

    @Test
    void what_did_not_reach_us_is_filled_in_once_marked_and_never_alarming() throws IOException {
        start();
        var heard = review("1.5-heard", "1.5-abc");
        awaitState(heard, PictureKind.SNAPSHOT, "waiting");
        var seen = EVENING.plusSeconds(300);
        frigate.put(
                "/api/review",
                "["
                        + onRecord("1.5-heard", EVENING, EVENING.plusSeconds(9))
                        + ","
                        + onRecord("1.6-missed", seen, seen.plusSeconds(20))
                        + ",{\"id\":7},null]");
        frigate.snapshot("1.6-missed-d", FakeFrigate.jpeg(2_000));
        pass(Duration.ofMinutes(10));
        Await.until("filled in", SOON, () -> events().size() > 1);
        pass(Duration.ofMinutes(10));
        var compared = frigate.asked.stream().filter(it -> it.startsWith("/api/review")).count();
        Await.until(
                "compared again",
                SOON,
                () ->
                        frigate.asked.stream().filter(it -> it.startsWith("/api/review")).count()
                                > compared);
        pass(Duration.ofMinutes(10));
        var filled = events().getLast();
        awaitState(filled.id(), PictureKind.SNAPSHOT, "ready");
        assertThat(events()).hasSize(2);
        assertThat(Provenance.of(filled.payload())).isEqualTo(Provenance.BACKFILLED);
        assertThat(Provenance.of(filled.payload()).mayAlarm()).isFalse();
        assertThat(filled.severity()).isEqualTo(Severity.WARNING);
        assertThat(filled.type().name()).isEqualTo("PERSON_DETECTED");
        assertThat(filled.payload().json()).contains("1.6-missed").contains("\"ts\":");
    }

    @Test
    void a_house_that_never_heard_a_review_has_no_gap() throws IOException {
        frigate.put(
                "/api/review",
                "["
                        + onRecord("1.6-old", EVENING.minusSeconds(900), EVENING.minusSeconds(800))
                        + "]");
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        start();
        pass(Duration.ofMinutes(5));
        awaitState(review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(events()).hasSize(1);
    }
}
