package vigilar.rules;

import vigilar.event.Event;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;
import vigilar.storage.Salvage;

import java.time.Instant;
import java.time.InstantSource;
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

    /// These rules run from now on; those that are not understood do not, and it is said so.
    /// Returns once it is durable.
    ///
    /// @param by who writes them; empty: nobody knows
    /// @throws IllegalArgumentException when the text is longer than [#MOST_CHARACTERS], in words
    public RuleBook write(String text, String by) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "rules longer than %,d characters".formatted(MOST_CHARACTERS));
        }
        var book = reader.read(text);
        var now = clock.instant();
        Written.now(
                journal.append(
                        List.of(RuleSaid.changed(book, by, now)),
                        rows -> RuleStore.write(rows, new RuleStore.Text(text, now, by))));
        return book;
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
