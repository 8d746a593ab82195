package vigilar.journal;

import org.jdbi.v3.core.Handle;

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

    /// Another process moved it meanwhile: it follows the journal, too.
    public static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken(String name, EventId from) {
            super("%s has moved on from %s".formatted(name, from));
        }
    }

    /// Stores the place of a follower that never stored one; does nothing for another.
    public void begin(EventId place) {
        database.write(
                        it ->
                                it.createUpdate(
                                                "INSERT INTO follower (name, last_id) VALUES"
                                                        + " (:name, :id) ON CONFLICT DO NOTHING")
                                        .bind("name", name)
                                        .bind("id", place.sequence())
                                        .execute())
                .join();
    }

    /// Moves on in a transaction that is under way, if nobody else has.
    ///
    /// @throws Overtaken to undo it
    public void move(Handle rows, EventId from, EventId to) {
        int moved =
                rows.createUpdate(
                                "UPDATE follower SET last_id = :to"
                                        + " WHERE name = :name AND last_id = :from")
                        .bind("name", name)
                        .bind("from", from.sequence())
                        .bind("to", to.sequence())
                        .execute();
        if (moved == 0) {
            throw new Overtaken(name, from);
        }
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
