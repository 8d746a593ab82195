package vigilar.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import vigilar.event.Event;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;
import vigilar.storage.Salvage;
import vigilar.storage.StorageException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where people read and write the rules, and try others on the past. Safe for any number of
/// threads; each call may throw a [vigilar.storage.StorageException].
public final class RuleDesk {
    /// A rescue of the store keeps what people wrote last.
    public static final Salvage SALVAGE =
            new Salvage("rules", List.of("rule_text"), List.of(), List.of());

    /// 32,000 characters: a hundred rules of ten lines each, and what a form of the page can carry.
    public static final int MOST_CHARACTERS = 32_000;

    /// 8 bytes: no two texts of one house have the same by chance.
    private static final int MARK_BYTES = 8;

    private final EventJournal journal;
    private final Database database;
    private final RuleStore store;
    private final RuleBook.Reader reader;
    private final InstantSource clock;

    public RuleDesk(
            EventJournal journal, Database database, RuleBook.Reader reader, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.store = new RuleStore(database);
        this.reader = reader;
        this.clock = clock;
    }

    /// The rules as they stand.
    ///
    /// @param text as somebody wrote it; empty: nobody ever did
    /// @param changed when, and `by` whom
    /// @param last when each was last set off
    public record View(
            String text,
            Optional<Instant> changed,
            String by,
            RuleBook book,
            Map<RuleName, Instant> last) {
        public View {
            last = Map.copyOf(last);
        }

        /// Tells whether the text has become another one; to be kept by whoever writes on it.
        public String mark() {
            return markOf(text);
        }
    }

    public View view() {
        var text = store.text();
        return new View(
                text.map(RuleStore.Text::text).orElse(""),
                text.map(RuleStore.Text::changed),
                text.map(RuleStore.Text::by).orElse(""),
                text.map(it -> reader.read(it.text())).orElse(RuleBook.EMPTY),
                store.last());
    }

    /// What would be understood of a text; stores nothing.
    public RuleBook read(String text) {
        return reader.read(text);
    }

    /// These rules run from now on, whatever ran before; those that are not understood do not, and
    /// it is said so. Returns once it is durable.
    ///
    /// @param by who writes them; empty: nobody knows
    /// @throws IllegalArgumentException when the text is longer than [#MOST_CHARACTERS], in words
    public RuleBook write(String text, String by) {
        return write(text, by, _ -> {});
    }

    /// The same, for whoever wrote on what they had seen; empty when that runs no more, since
    /// somebody else wrote meanwhile, and nothing was changed.
    ///
    /// @param seen the mark of the view that they had seen
    /// @throws IllegalArgumentException as the other one does
    public Optional<RuleBook> write(String text, String by, String seen) {
        try {
            return Optional.of(
                    write(
                            text,
                            by,
                            rows -> {
                                var now = RuleStore.text(rows).map(RuleStore.Text::text);
                                if (!markOf(now.orElse("")).equals(seen)) {
                                    throw new Overtaken();
                                }
                            }));
        } catch (StorageException failed) {
            if (failed.getCause() instanceof Overtaken) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private RuleBook write(String text, String by, RowChanges first) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "rules longer than %,d characters".formatted(MOST_CHARACTERS));
        }
        var book = reader.read(text);
        var now = clock.instant();
        Written.now(
                journal.append(
                        List.of(RuleSaid.changed(book, by, now)),
                        rows -> {
                            first.apply(rows);
                            RuleStore.write(rows, new RuleStore.Text(text, now, by));
                        }));
        return book;
    }

    /// Of the text, and not of when it was written: the clock may have been put back. Nothing that
    /// could be lost has an empty one.
    private static String markOf(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // each Java has it
        }
    }

    /// What a rule that acted tells that person and not everybody.
    ///
    /// @param event says that it acted
    /// @param person empty: nobody is anybody, in an open house
    /// @return in words; empty: it says all itself, or this is not for them
    public Optional<String> whisper(Event event, String person, boolean owner) {
        if (!event.source().equals(RuleWatch.RULES) || !event.origin().topic().isEmpty()) {
            return Optional.empty();
        }
        return RuleSaid.whisperOf(event)
                .flatMap(it -> WhisperStore.find(database, it))
                .filter(it -> it.isFor(person, owner))
                .map(Whisper::why);
    }

    /// The topics at which sirens of rules sound now.
    public List<String> sounding() {
        return database.read(rows -> ErrandStore.sounding(rows, clock.instant()));
    }

    /// Ends them. For a disarmed house: in another, disarming ends them.
    ///
    /// @param by who; empty: nobody knows
    public void silence(String by) {
        var now = clock.instant();
        Written.now(
                journal.append(
                        List.of(RuleSaid.silenced(by, now)),
                        rows -> ErrandStore.silence(rows, now)));
    }
}
