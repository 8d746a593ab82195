package vigilar.web;

import org.jdbi.v3.core.Handle;

import vigilar.alerts.PushDesk;
import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.seen.Seen;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The desk of a house whose stories have nothing to do with notifications: there is no store
/// behind it.
final class PaperDesk {
    private PaperDesk() {}

    static PushDesk empty() {
        try {
            var folder = Files.createTempDirectory("paper-desk");
            var settings = new PushSettings(folder, PushSubject.NOBODY, false);
            var desk = PushDesk.of(new Nowhere(), settings, Clock.systemUTC());
            Files.delete(folder.resolve("secret").resolve("push-key"));
            Files.delete(folder.resolve("secret"));
            Files.delete(folder);
            return desk;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Seen seen() {
        return new Seen(new Nowhere());
    }

    private static final class Nowhere implements Database {
        private static StorageException none() {
            return new StorageException("no store stands behind this desk");
        }

        @Override
        public <T> CompletableFuture<T> write(Function<Handle, T> unit) {
            throw none();
        }

        @Override
        public <T> T read(Function<Handle, T> query) {
            throw none();
        }

        @Override
        public void onCommit(Runnable told) {}

        @Override
        public void close() {}
    }
}
