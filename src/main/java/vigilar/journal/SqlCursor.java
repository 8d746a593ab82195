package vigilar.journal;

import vigilar.event.EventId;
import vigilar.storage.Database;

import java.util.concurrent.CompletableFuture;

/// How far a follower has come, kept over restarts. Safe for any number of threads.
public final class SqlCursor implements FollowerCursor {
    private final Database database;
    private final String name;

    /// @param name of the follower, the same in each life
    public SqlCursor(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    /// The stored place; [EventId#BEFORE_ALL] for a follower that never stored one.
    @Override
    public EventId load() {
        return database.read(
                it ->
                        it.createQuery("SELECT last_id FROM follower WHERE name = :name")
                                .bind("name", name)
                                .mapTo(Long.class)
                                .findOne()
                                .map(EventId::new)
                                .orElse(EventId.BEFORE_ALL));
    }

    /// Stores the place; completes once it is durable.
    @Override
    public CompletableFuture<?> store(EventId seen) {
        return database.write(
                it ->
                        it.createUpdate(
                                        """
                                        INSERT INTO follower (name, last_id) VALUES (:name, :id)
                                        ON CONFLICT DO UPDATE SET last_id = excluded.last_id\
                                        """)
                                .bind("name", name)
                                .bind("id", seen.sequence())
                                .execute());
    }
}
