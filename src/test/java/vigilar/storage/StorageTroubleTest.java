package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.Await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What befalls a disk and its files while the house runs.
class StorageTroubleTest {
    /// 16 KB a row: a small disk is full after some hundred.
    private static final String LONG = "x".repeat(16_000);

    @TempDir private Path home;

    private static SqliteDatabase open(Path folder) {
        return SqliteDatabase.open(new StorageSettings(folder));
    }

    private static CompletableFuture<Integer> insert(Database database, int number) {
        return database.write(
                it -> it.execute("INSERT INTO follower VALUES (?, ?)", number + LONG, number));
    }

    private static long rows(Database database) {
        return database.read(
                it -> it.createQuery("SELECT count(*) FROM follower").mapTo(Long.class).one());
    }

    private Path smallDisk() throws Exception {
        var disk = Files.createDirectory(home.resolve("disk"));
        if (!SmallDisk.mounted(disk, "6m")) {
            abort("only root can make a small disk to fill: mount -t tmpfs is refused here");
        }
        return disk;
    }

    @Test
    void a_full_disk_refuses_in_words_keeps_what_it_promised_and_goes_on_once_there_is_room()
            throws Exception {
        var disk = smallDisk();
        try {
            var ballast = Files.write(disk.resolve("ballast"), new byte[3 << 20]);
            int kept = 0;
            try (var database = open(disk.resolve("data"))) {
                var refusal = Optional.<Throwable>empty();
                while (refusal.isEmpty() && kept < 1_000) {
                    var promise = insert(database, kept);
                    refusal = Optional.ofNullable(promise.handle((_, why) -> why).join());
                    kept += refusal.isEmpty() ? 1 : 0;
                }
                assertThat(refusal.orElseThrow()).hasMessageContaining("the disk is full");
                assertThat(database.trouble().orElseThrow()).contains("the disk is full");
                assertThat(rows(database)).isEqualTo(kept);

                Files.delete(ballast);
                awaitNoTrouble(database); // it finds out by itself
                insert(database, kept).join();
            }
            try (var again = open(disk.resolve("data"))) {
                assertThat(rows(again)).isEqualTo(kept + 1);
            }
        } finally {
            SmallDisk.unmount(disk);
        }
    }

    @Test
    void another_process_that_keeps_the_lock_is_told_until_it_lets_go() throws Exception {
        try (var database = open(home);
                var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(insert(database, 1)::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .hasMessageContaining("another process holds the write lock");
            assertThat(database.trouble().orElseThrow()).contains("another process");
            statement.execute("COMMIT");
            awaitNoTrouble(database);
        }
    }

    private static void awaitNoTrouble(SqliteDatabase database) {
        Await.until("no trouble", Duration.ofSeconds(20), () -> database.trouble().isEmpty());
    }

    private Path file() {
        return home.resolve("vigilar.db");
    }

    @Test
    void nothing_is_promised_on_a_file_that_was_taken_away_and_all_is_well_once_it_is_back()
            throws Exception {
        try (var database = open(home)) {
            insert(database, 1).join();
            var elsewhere = Files.move(file(), home.resolve("elsewhere"));
            assertThatThrownBy(insert(database, 2)::join)
                    .cause()
                    .hasMessageContaining("deleted or moved while in use");
            assertThat(database.trouble().orElseThrow()).contains("vigilar.db");
            assertThat(file()).doesNotExist(); // no empty one in its place
            long open = OpenFiles.below(home);
            for (int again = 0; again < 20; again++) {
                assertThatThrownBy(insert(database, 2)::join).isNotNull();
            }
            assertThat(OpenFiles.below(home)).isLessThanOrEqualTo(open); // hours of that, too
            Files.move(elsewhere, file());
            awaitNoTrouble(database);
            insert(database, 3).join();
        }
    }

    @Test
    void a_file_that_vanishes_is_noticed_even_when_nobody_writes() throws Exception {
        try (var database = open(home)) {
            insert(database, 1).join();
            Files.delete(file());
            assertThat(database.trouble().orElseThrow()).contains("deleted or moved");
        }
    }

    @Test
    void another_file_in_its_place_is_not_written_to() throws Exception {
        try (var other = open(home.resolve("other"))) {
            insert(other, 7).join();
        }
        try (var database = open(home)) {
            insert(database, 1).join();
            Files.delete(file());
            Files.copy(home.resolve("other").resolve("vigilar.db"), file());
            assertThatThrownBy(insert(database, 2)::join)
                    .cause()
                    .hasMessageContaining("another file was put in its place");
        }
    }

    @Test
    void what_was_kept_is_there_when_the_right_file_is_put_back_in_the_place_of_another()
            throws Exception {
        try (var other = open(home.resolve("other"))) {
            insert(other, 7).join();
        }
        var elsewhere = home.resolve("elsewhere");
        try (var database = open(home)) {
            insert(database, 1).join(); // stands in the log only
            Files.move(file(), elsewhere);
            Files.copy(home.resolve("other").resolve("vigilar.db"), file());
            for (int again = 0; again < 3; again++) { // the first closes the connection
                assertThatThrownBy(insert(database, 2)::join).isNotNull();
                assertThatThrownBy(() -> rows(database)).hasMessageContaining("another file");
            }
        }
        Files.delete(file());
        Files.move(elsewhere, file());
        try (var database = open(home)) {
            assertThat(database.<Integer>read(it -> numbered(it, 1))).isEqualTo(1);
        }
    }

    private static int numbered(Handle handle, int number) {
        return handle.createQuery("SELECT count(*) FROM follower WHERE last_id = ?")
                .bind(0, number)
                .mapTo(Integer.class)
                .one();
    }

    @Test
    void who_watches_hears_of_trouble_and_of_its_end() throws Exception {
        try (var database = open(home)) {
            insert(database, 1).join();
            var told = new LinkedBlockingQueue<Optional<String>>();
            var watch =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            database.watch(told::add);
                                        } catch (InterruptedException _) {
                                            Thread.currentThread().interrupt();
                                        }
                                    });
            var heard = new ArrayList<Boolean>();
            heard.add(told.take().isPresent());
            var elsewhere = Files.move(file(), home.resolve("elsewhere"));
            heard.add(nextChange(told, false));
            Files.move(elsewhere, file());
            heard.add(nextChange(told, true));
            watch.interrupt();
            watch.join();
            assertThat(heard).containsExactly(false, true, false);
        }
    }

    private static boolean nextChange(LinkedBlockingQueue<Optional<String>> told, boolean trouble)
            throws InterruptedException {
        var next = Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElseThrow();
        while (next.isPresent() == trouble) {
            next = Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }
        return next.isPresent();
    }

    @Test
    void the_second_start_finds_its_tables_without_being_told_how_to_make_them() {
        open(home).close();
        assertThat(new SqliteFile(home).stepsDone()).isEqualTo(SqliteFile.STEPS);
    }

    @Test
    void a_unit_that_runs_out_of_stack_fails_alone() throws Exception {
        try (var database = open(home.resolve("data"))) {
            var bad =
                    database.write(
                            _ -> {
                                throw new StackOverflowError("nested too deep");
                            });
            assertThat(bad.handle((_, why) -> why).get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(insert(database, 1).get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(database.trouble()).isEmpty();
        }
    }

    @Test
    void a_writer_that_has_ended_is_told() throws Exception {
        try (var database = open(home.resolve("data"))) {
            var bad =
                    database.write(
                            _ -> {
                                throw new InternalError("the machine is broken");
                            });
            assertThat(bad.handle((_, why) -> why).get(10, TimeUnit.SECONDS)).isNotNull();
            Await.until("told", Duration.ofSeconds(5), () -> database.trouble().isPresent());
        }
    }
}
