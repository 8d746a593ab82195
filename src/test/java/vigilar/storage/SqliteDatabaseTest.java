package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class SqliteDatabaseTest {
    @TempDir private Path home;

    private SqliteDatabase open() {
        return SqliteDatabase.open(new StorageSettings(home.resolve("data")));
    }

    private static CompletableFuture<Integer> insert(Database database, int number) {
        return database.write(
                it -> it.execute("INSERT INTO follower VALUES (?, ?)", "n" + number, number));
    }

    private static long rows(Database database) {
        return database.read(
                it -> it.createQuery("SELECT count(*) FROM follower").mapTo(Long.class).one());
    }

    @Test
    void a_bad_write_fails_alone_and_its_neighbours_are_kept() {
        try (var database = open()) {
            var hold = new CountDownLatch(1);
            var writing = new CountDownLatch(1);
            var first =
                    database.write(
                            _ -> {
                                writing.countDown();
                                return waitFor(hold);
                            });
            waitFor(writing);
            var good = insert(database, 1);
            var bad = insert(database, 1);
            var alsoGood = insert(database, 2);
            hold.countDown();
            first.join();
            good.join();
            assertThatThrownBy(bad::join).hasCauseInstanceOf(StorageException.class);
            alsoGood.join();
            assertThat(rows(database)).isEqualTo(2);
            assertThat(database.commits()).isEqualTo(2); // the three came in one commit
        }
    }

    @Test
    void whoever_is_quick_never_waits_behind_searches() {
        try (var database = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = new CountDownLatch(1);
            var searching = new CountDownLatch(SqliteReaders.MOST);
            for (int i = 0; i < 2 * SqliteReaders.MOST; i++) {
                var _ =
                        threads.submit(
                                () ->
                                        database.unhurried()
                                                .read(
                                                        _ -> {
                                                            searching.countDown();
                                                            return waitFor(found);
                                                        }));
            }
            waitFor(searching); // all that there are for slow work are taken
            assertThat(rows(database)).isZero();
            found.countDown();
        }
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void listeners_hear_of_a_commit_before_its_promises_are_kept_and_can_read_it() {
        try (var database = open()) {
            var seen = new ArrayList<Long>();
            database.onCommit(() -> seen.add(rows(database)));
            insert(database, 1).join();
            assertThat(seen).containsExactly(1L);
        }
    }

    @Test
    void what_a_listener_writes_is_undone() {
        try (var database = open()) {
            database.onCommit(
                    () -> database.read(it -> it.execute("INSERT INTO follower VALUES ('x', 1)")));
            insert(database, 1).join();
            insert(database, 2).join();
            assertThat(rows(database)).isEqualTo(2);
        }
    }

    @Test
    void a_failing_listener_breaks_no_promise() {
        try (var database = open()) {
            database.onCommit(
                    () -> {
                        throw new IllegalStateException("listener");
                    });
            assertThat(insert(database, 1).join()).isEqualTo(1);
            assertThat(insert(database, 2).join()).isEqualTo(1);
        }
    }

    @Test
    void what_still_waits_is_written_before_the_store_closes() {
        var database = open();
        var promises = IntStream.range(0, 900).mapToObj(i -> insert(database, i)).toList();
        database.close();
        assertThat(promises).allMatch(it -> it.isDone() && !it.isCompletedExceptionally());
        assertThatThrownBy(insert(database, 901)::join).hasCauseInstanceOf(StorageException.class);
        assertThatThrownBy(() -> rows(database)).isInstanceOf(StorageException.class);
        try (var again = open()) {
            assertThat(rows(again)).isEqualTo(900);
        }
    }

    @Test
    void a_statement_that_failed_once_says_why_and_serves_the_next() {
        try (var database = open()) {
            for (int round = 0; round < 3; round++) {
                assertThatThrownBy(() -> quickly(database, "no JSON").join())
                        .hasMessageContaining("malformed JSON");
                assertThat(quickly(database, "{\"a\":1}").join()).isEqualTo(1);
                assertThatThrownBy(() -> byJdbi(database, "no JSON").join())
                        .hasMessageContaining("malformed JSON");
                assertThat(byJdbi(database, "{\"a\":1}").join()).isEqualTo(1);
            }
        }
    }

    private static CompletableFuture<Integer> quickly(Database database, String json) {
        return database.write(
                it ->
                        QuickSql.one(
                                it, "SELECT json_extract(?, '$.a')", row -> row.getInt(1), json));
    }

    private static CompletableFuture<Integer> byJdbi(Database database, String json) {
        return database.write(
                it ->
                        it.createQuery("SELECT json_extract(:json, '$.a')")
                                .bind("json", json)
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void a_closed_store_keeps_no_file_open() throws Exception {
        try (var database = open()) {
            insert(database, 1).join();
            assertThat(rows(database)).isEqualTo(1);
            assertThat(OpenFiles.below(home)).isPositive();
        }
        assertThat(OpenFiles.below(home)).isZero();
        assertThat(home.resolve("data/vigilar.db-wal")).doesNotExist(); // all is in one file
    }

    @Test
    void a_write_that_follows_a_write_never_waits_for_itself() {
        try (var database = open()) {
            var chain = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                chain.add(
                        insert(database, number)
                                .thenCompose(_ -> insert(database, number + 100_000)));
            }
            chain.forEach(CompletableFuture::join);
            assertThat(rows(database)).isEqualTo(4_000);
        }
    }

    @Test
    void a_reader_cannot_write() {
        try (var database = open()) {
            assertThatThrownBy(
                            () ->
                                    database.read(
                                            it ->
                                                    it.execute(
                                                            "INSERT INTO follower VALUES ('x',"
                                                                    + " 1)")))
                    .isInstanceOf(StorageException.class);
            assertThat(rows(database)).isZero();
        }
    }

    @Test
    void a_write_waits_for_another_process_and_is_refused_in_words_when_it_never_ends()
            throws Exception {
        try (var database = open();
                var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(insert(database, 1)::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .hasMessageContaining("another process holds the write lock");
            var second = insert(database, 2);
            statement.execute("COMMIT");
            second.join();
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void only_the_owner_may_look_into_the_folder() throws Exception {
        open().close();
        assertThat(permissions(home.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(file())).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path file() {
        return home.resolve("data").resolve("vigilar.db");
    }

    @Test
    void many_may_make_the_store_at_the_same_moment() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<Future<SqliteDatabase>>();
            for (int i = 0; i < 4; i++) {
                starts.add(threads.submit(this::open));
            }
            for (int i = 0; i < 4; i++) {
                try (var database = starts.get(i).get()) {
                    insert(database, i).join();
                }
            }
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused_in_words_and_left_alone() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(file(), "this is a shopping list, not a database ".repeat(100));
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("vigilar.db")
                .hasMessageContaining("not a database");
        assertThat(Files.readString(file())).startsWith("this is a shopping list");
    }

    @Test
    void a_store_of_a_newer_version_is_refused_in_words() throws Exception {
        open().close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO flyway_schema_history
                    SELECT installed_rank + 1000, '999', 'later', type, 'V999__later.sql', 1,
                        installed_by, installed_on, 1, 1
                    FROM flyway_schema_history WHERE version = '1'\
                    """);
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void a_folder_that_is_a_file_is_refused_in_words() throws Exception {
        Files.writeString(home.resolve("data"), "");
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("data folder");
    }
}
