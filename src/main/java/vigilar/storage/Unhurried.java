package vigilar.storage;

import org.jdbi.v3.core.Handle;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A store as those see it whose reads may take seconds.
record Unhurried(SqliteDatabase store) implements Database {
    @Override
    public <T> CompletableFuture<T> write(Function<Handle, T> unit) {
        return store.write(unit);
    }

    @Override
    public <T> T read(Function<Handle, T> query) {
        return store.readSlowly(query);
    }

    @Override
    public Database unhurried() {
        return this;
    }

    @Override
    public void onCommit(Runnable told) {
        store.onCommit(told);
    }

    @Override
    public void close() {
        store.close();
    }
}
