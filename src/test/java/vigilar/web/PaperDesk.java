package vigilar.web;

import org.jdbi.v3.core.Handle;

import vigilar.alerts.PushDesk;
import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.arming.PanelDesk;
import vigilar.arming.ZoneSettings;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;
import vigilar.seen.Seen;
import vigilar.storage.Database;
import vigilar.storage.StorageException;
import vigilar.supervisor.Health;
import vigilar.timeline.PaperJournal;
import vigilar.timeline.Timeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// The desk of a house whose stories have nothing to do with notifications: there is no store
/// behind it.
final class PaperDesk {
    private PaperDesk() {}

    private static PushDesk empty() {
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

    /// A house on paper: open, without pictures, and with nothing behind its desk.
    static Household household(
            Timeline timeline,
            PaperJournal journal,
            Health health,
            Supplier<List<RefusedMessage>> refusals) {
        return new Household(
                timeline,
                journal,
                journal,
                health,
                refusals,
                () -> "vigilar_up 1\n",
                Optional::empty,
                Optional.empty(),
                Optional.empty(),
                empty(),
                Optional.empty(),
                Optional.empty(),
                new Seen(new Nowhere()),
                new PanelDesk(new Nowhere(), ZoneSettings.Panel.NONE, Map::of, Clock.systemUTC()),
                new PaperZones(),
                new RuleDesk(journal, new Nowhere(), _ -> RuleBook.EMPTY, Clock.systemUTC()),
                new RuleLookback(journal, ZoneOffset.UTC, _ -> ""),
                Path.of("none"));
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
        public Database unhurried() {
            return this;
        }

        @Override
        public void onCommit(Runnable told) {}

        @Override
        public void close() {}
    }
}
