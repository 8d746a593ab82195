package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventId;
import vigilar.storage.Database;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Which reviews stay known, so that they are not filled in twice.
class KnownReviewsTest {
    private static final int LIMIT = ReviewStore.REVIEWS_KEPT;

    @TempDir private Path folder;
    private SqliteDatabase database;
    private PictureStore store;
    private ReviewStore reviews;
    private long event;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        store = new PictureStore(database);
        reviews = new ReviewStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// By our clock, which was wrong, the first of them was heard last.
    private void know(int reviews) {
        database.write(
                        it ->
                                it.execute(
                                        """
                                        WITH RECURSIVE n(i) AS
                                            (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                                        INSERT INTO picture_review (review_id, at_ms)
                                        SELECT (1760000000 + i) || '.5-abc', 99999 - i FROM n\
                                        """,
                                        reviews))
                .join();
    }

    private void hear(PictureStore by, String review) {
        var at = Instant.parse("2026-11-24T18:00:00Z");
        var id = new EventId(++event);
        var seen = new Review(review, "drive", at, Optional.of(at), Optional.empty());
        by.owe(List.of(new Told(id, at, seen, Optional.empty())), Map.of(), id, at, at);
    }

    private int known() {
        return database.read(
                it ->
                        it.createQuery("SELECT count(*) FROM picture_review")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void of_very_many_the_oldest_are_forgotten_whatever_our_clock_said() {
        know(LIMIT + 2_000);
        hear(store, "1.5-heard"); // by our clock it is the newest
        assertThat(known()).isEqualTo(LIMIT);
        assertThat(reviews.knowsReview("1.5-heard")).isTrue();
        assertThat(reviews.knowsReview("1760052000.5-abc")).isTrue();
        assertThat(reviews.knowsReview("1760002002.5-abc")).isTrue();
        assertThat(reviews.knowsReview("1760002001.5-abc")).isFalse();
    }

    /// Putting fifty thousand in order keeps the only writer for a tenth of a second.
    @Test
    void they_are_put_in_order_once_in_a_thousand_and_not_each_time() {
        know(LIMIT);
        var said = new ArrayList<String>();
        var watched = new PictureStore(listened(said));
        for (int i = 0; i <= 1_000; i++) {
            hear(watched, "1.5-" + i);
        }
        assertThat(known()).isEqualTo(LIMIT);
        assertThat(said.stream().filter(it -> it.contains("ORDER BY"))).hasSize(1);
    }

    /// The same database, whose writers' statements are noted.
    private Database listened(List<String> said) {
        var logger =
                new SqlLogger() {
                    @Override
                    public void logAfterExecution(StatementContext context) {
                        said.add(context.getRawSql());
                    }
                };
        return new Database() {
            @Override
            public <T> CompletableFuture<T> write(Function<Handle, T> unit) {
                return database.write(
                        it -> {
                            it.getConfig(SqlStatements.class).setSqlLogger(logger);
                            return unit.apply(it);
                        });
            }

            @Override
            public <T> T read(Function<Handle, T> query) {
                return database.read(query);
            }

            @Override
            public Database unhurried() {
                return this;
            }

            @Override
            public void onCommit(Runnable told) {
                database.onCommit(told);
            }

            @Override
            public void close() {}
        };
    }
}
