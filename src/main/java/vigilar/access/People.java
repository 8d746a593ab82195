package vigilar.access;

import org.jdbi.v3.core.Handle;

import vigilar.journal.EventJournal;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The people of the house and their API tokens. Says nothing about who may do this: the web room's
/// table does, and whoever has the command line has the house. Safe for any number of threads; each
/// call may wait for the store and throws a storage exception when it fails.
public final class People {
    static final String PASSWORD_RULE =
            "a password has %d to %d characters; a sentence is easy to remember"
                    .formatted(Password.FEWEST_CHARACTERS, Password.MOST_CHARACTERS);

    private static final String NOBODY = "there is nobody of that name";

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;

    public People(EventJournal journal, Database database, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
    }

    /// Everybody, by name.
    public List<Person> all() {
        return database.read(PersonStore::all);
    }

    public Change add(PersonName name, Standing standing, Password password) {
        return withHash(
                password,
                hash ->
                        Writes.change(
                                journal,
                                Audit.personAdded(clock.instant(), name, standing),
                                rows -> {
                                    if (PersonStore.find(rows, name).isPresent()) {
                                        throw new Writes.Undone("there is a " + name + " already");
                                    }
                                    if (PersonStore.all(rows).size() >= Terms.MOST_PEOPLE) {
                                        throw new Writes.Undone("there are too many people");
                                    }
                                    PersonStore.add(rows, name, standing, hash);
                                }));
    }

    /// Sets a password and ends all sessions of the person but the one that asks: who forgot it, or
    /// fears that somebody knows it, wants that. Tokens stay; they are revoked one by one.
    ///
    /// @param asking empty: the command line, or an owner for somebody else
    public Change setPassword(PersonName name, Password password, Optional<Pass.Session> asking) {
        return withHash(
                password,
                hash ->
                        Writes.change(
                                journal,
                                Audit.passwordChanged(clock.instant(), name),
                                rows -> {
                                    var person = find(rows, name);
                                    PersonStore.setPassword(rows, person.id(), hash);
                                    PassStore.endSessions(
                                            rows,
                                            person.id(),
                                            asking.map(Pass.Session::id).orElse(-1L));
                                }));
    }

    public Change setStanding(PersonName name, Standing standing) {
        return set(name, (id, then) -> new Person(id, name, standing, then.disabled()));
    }

    /// Keeps somebody out and ends their sessions and tokens, or lets them in again.
    public Change setDisabled(PersonName name, boolean disabled) {
        return set(name, (id, then) -> new Person(id, name, then.standing(), disabled));
    }

    private Change set(PersonName name, BiFunction<Long, Person, Person> change) {
        var known = database.read(rows -> PersonStore.find(rows, name));
        if (known.isEmpty()) {
            return new Change.Refused(NOBODY);
        }
        var before = known.get().person();
        var now = change.apply(before.id(), before);
        return Writes.change(
                journal,
                Audit.personChanged(clock.instant(), now),
                rows -> {
                    if (!find(rows, name).equals(before)) {
                        throw new Writes.Undone("somebody else changed that just now; look again");
                    }
                    PersonStore.set(rows, now.id(), now.standing(), now.disabled());
                    if (!PersonStore.ownerExists(rows)) {
                        throw new Writes.Undone("the house must keep an owner");
                    }
                    if (now.disabled()) {
                        PassStore.endSessions(rows, now.id(), -1);
                        PassStore.endTokens(rows, now.id());
                        endPin(rows, name);
                    }
                });
    }

    /// Who is kept out of the page must not open the door at the keypad.
    private static void endPin(Handle rows, PersonName name) {
        if (PinStore.remove(rows, name) > 0 && !PinStore.somebodyAlwaysDisarms(rows)) {
            throw new Writes.Undone(
                    "theirs is the last PIN that always disarms: give another person one first");
        }
    }

    private static Person find(Handle rows, PersonName name) {
        return PersonStore.find(rows, name)
                .map(PersonStore.Stored::person)
                .orElseThrow(() -> new Writes.Undone(NOBODY));
    }

    private Change withHash(Password password, Function<String, Change> change) {
        if (!password.mayBeChosen()) {
            return new Change.Refused(PASSWORD_RULE);
        }
        return PasswordHashes.inTurn(() -> PasswordHashes.make(password))
                .map(change)
                .orElse(new Change.Refused("too many sign in at this moment; try again"));
    }

    /// What became of asking for a token.
    public sealed interface NewToken {
        /// @param token shown once
        record Made(Secret token) implements NewToken {}

        /// @param why for people
        record Refused(String why) implements NewToken {}
    }

    /// Makes an API token.
    ///
    /// @param label what it is for, 1 to 60 characters
    /// @param holds how long, up to 366 days
    public NewToken addToken(Person person, String label, Set<Scope> scopes, Duration holds) {
        var named = label.strip();
        if (named.isEmpty() || named.length() > Terms.MOST_LABEL_CHARACTERS) {
            return new NewToken.Refused("say in 1 to 60 characters what it is for");
        }
        if (scopes.isEmpty()) {
            return new NewToken.Refused("say what it may do");
        }
        if (!holds.isPositive() || holds.compareTo(Terms.TOKEN_LONGEST) > 0) {
            return new NewToken.Refused("a token holds for 1 to 366 days");
        }
        var now = clock.instant();
        var token = Secret.token(Access.TOKEN_PREFIX);
        var line = new TokenLine(0, named, scopes, now, now.plus(holds));
        var change =
                Writes.change(
                        journal,
                        Audit.tokenMade(now, person.name()),
                        rows -> {
                            if (PassStore.tokens(rows, person.id()).size() >= Terms.MOST_TOKENS) {
                                throw new Writes.Undone("revoke a token first: there are 50");
                            }
                            PassStore.addToken(rows, token, person.id(), line);
                        });
        return switch (change) {
            case Change.Done _ -> new NewToken.Made(token);
            case Change.Refused(var why) -> new NewToken.Refused(why);
        };
    }

    /// A person's tokens, newest first, those that are over too.
    public List<TokenLine> tokens(Person person) {
        return database.read(rows -> PassStore.tokens(rows, person.id()));
    }

    /// Revokes one of a person's own tokens; false when it was not theirs.
    public boolean endToken(Person person, long token) {
        return Writes.await(database.write(rows -> PassStore.endToken(rows, person.id(), token)))
                > 0;
    }
}
