package vigilar.access;

import org.jdbi.v3.core.Handle;

import vigilar.access.FailedTryStore.Counter;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The way in: the setup code, signing in, and who holds a token. Several processes may do this on
/// one store: what one revokes, the others no longer find. Safe for any number of threads; each
/// call may wait for the store and throws [StorageException] when it fails.
public final class Access {
    /// API tokens begin like this, so that a leaked one is recognised.
    static final String TOKEN_PREFIX = "vigilar_";

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;

    /// Of this process only: the counters of names that nobody has start anew with the next one.
    private final Secret salt = Secret.token("");

    public Access(EventJournal journal, Database database, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
    }

    /// Until there is one, nothing but the setup page answers.
    public boolean ownerExists() {
        return database.read(PersonStore::ownerExists);
    }

    /// The code to print at the first start: empty when there is an owner, or one was printed.
    public Optional<Secret> firstSetupCode() {
        return Writes.await(
                database.write(
                        rows ->
                                PersonStore.setupCode(rows).isPresent()
                                        ? Optional.empty()
                                        : newCode(rows)));
    }

    /// A new code; the one before is void. Empty when there is an owner.
    public Optional<Secret> newSetupCode() {
        return Writes.await(database.write(Access::newCode));
    }

    private static Optional<Secret> newCode(Handle rows) {
        if (PersonStore.ownerExists(rows)) {
            return Optional.empty();
        }
        var code = Secret.code();
        PersonStore.setSetupCode(rows, code);
        return Optional.of(code);
    }

    /// Makes the first owner; works once.
    ///
    /// @param typed the code as somebody typed it
    public Setup setUp(String typed, PersonName name, Password password, CallerAddress from) {
        if (!password.mayBeChosen()) {
            return new Setup.Refused(People.PASSWORD_RULE);
        }
        // 80 random bits: an address is slowed down, but nobody else's tries stop the owner
        var counter = List.of(new Counter("setup " + from.text(), Pauses.ACCOUNT_AND_ADDRESS));
        return PasswordHashes.inTurn(
                        () -> setUpInTurn(Secret.typedCode(typed), name, password, counter))
                .orElse(new Setup.Busy());
    }

    private Setup setUpInTurn(
            Secret code, PersonName name, Password password, List<Counter> counter) {
        var pause = begin(counter);
        if (pause.isPositive()) {
            return new Setup.Wait(pause);
        }
        var hash = PasswordHashes.make(password);
        var change =
                Writes.change(
                        journal,
                        Audit.personAdded(clock.instant(), name, Standing.OWNER),
                        rows -> {
                            useCode(rows, code);
                            FailedTryStore.forgive(rows, counter);
                            PersonStore.add(rows, name, Standing.OWNER, hash);
                        });
        return switch (change) {
            case Change.Done _ ->
                    new Setup.Done(
                            database.read(rows -> PersonStore.find(rows, name))
                                    .orElseThrow()
                                    .person());
            case Change.Refused(var why) -> new Setup.Refused(why);
        };
    }

    private static void useCode(Handle rows, Secret code) {
        if (PersonStore.ownerExists(rows)) {
            throw new Writes.Undone("this house has an owner already; sign in");
        }
        var stored = PersonStore.setupCode(rows);
        if (stored.isEmpty() || !MessageDigest.isEqual(stored.get(), code.hash())) {
            throw new Writes.Undone(
                    "that is not the setup code; 'vigilar setup-code' makes a new one");
        }
        PersonStore.useSetupCode(rows);
    }

    /// Signs in; each success opens a new session with a new token, whatever the browser brought.
    ///
    /// @param userAgent as the browser says it; only a summary is kept
    public SignIn signIn(String typed, Password password, CallerAddress from, String userAgent) {
        var name = PersonName.typed(typed);
        if (name.isEmpty()) {
            return new SignIn.Refused();
        }
        // who has to wait anyway takes no place from those who need not
        var pause = database.read(rows -> pause(rows, name.get(), from));
        return pause.isPositive()
                ? new SignIn.Wait(pause)
                : PasswordHashes.inTurn(() -> signInInTurn(name.get(), password, from, userAgent))
                        .orElse(new SignIn.Busy());
    }

    /// Asks for the password once more, before it is changed: whoever sits at a browser that was
    /// left signed in shall not guess it there. Counted for the person in this session alone, so
    /// that nobody is kept from signing in, or from doing it elsewhere.
    public Proof prove(Pass.Session session, Password password, CallerAddress from) {
        var name = session.person().name();
        var counter =
                List.of(
                        new Counter(
                                name + " in session " + session.id(), Pauses.ACCOUNT_AND_ADDRESS));
        var now = clock.instant();
        var pause = database.read(rows -> FailedTryStore.left(rows, counter, now));
        return pause.isPositive()
                ? new Proof.Wait(pause)
                : PasswordHashes.inTurn(() -> proveInTurn(name, password, from, counter))
                        .orElse(new Proof.Busy());
    }

    private Proof proveInTurn(
            PersonName name, Password password, CallerAddress from, List<Counter> counter) {
        var pause = begin(counter);
        if (pause.isPositive()) {
            return new Proof.Wait(pause);
        }
        var stored = database.read(rows -> PersonStore.find(rows, name));
        if (!PasswordHashes.matches(password, stored.map(PersonStore.Stored::password))) {
            sayIfPauseBegins(counter, Optional.of(name), from);
            return new Proof.Wrong();
        }
        Writes.await(
                database.write(
                        rows -> {
                            FailedTryStore.forgive(rows, counter);
                            return true;
                        }));
        return new Proof.Right();
    }

    private Duration pause(Handle rows, PersonName name, CallerAddress from) {
        var now = clock.instant();
        return FailedTryStore.left(rows, counters(rows, name, from, now), now);
    }

    private SignIn signInInTurn(
            PersonName name, Password password, CallerAddress from, String userAgent) {
        var now = clock.instant();
        var counters = database.read(rows -> counters(rows, name, from, now));
        var pause = begin(counters);
        if (pause.isPositive()) {
            return new SignIn.Wait(pause);
        }
        var stored = database.read(rows -> PersonStore.find(rows, name));
        boolean right = PasswordHashes.matches(password, stored.map(PersonStore.Stored::password));
        if (!right || stored.isEmpty() || stored.get().person().disabled()) {
            sayIfPauseBegins(counters, stored.map(_ -> name), from);
            return new SignIn.Refused();
        }
        return welcome(stored.get(), from, AgentLine.of(userAgent), counters);
    }

    private Duration begin(List<Counter> counters) {
        var now = clock.instant();
        return Writes.await(database.write(rows -> FailedTryStore.begin(rows, counters, now)));
    }

    /// See [Pauses]: where a person is known, other people's failures do not count.
    private List<Counter> counters(Handle rows, PersonName name, CallerAddress from, Instant now) {
        var who = nameOfCounter(rows, name);
        var counters = new ArrayList<Counter>();
        counters.add(new Counter(who + " from " + from.text(), Pauses.ACCOUNT_AND_ADDRESS));
        if (!PersonStore.isKnownAt(rows, name, from, now)) {
            counters.add(new Counter("address " + from.text(), Pauses.ADDRESS));
            counters.add(new Counter("account " + who, Pauses.ACCOUNT_FROM_STRANGERS));
        }
        return counters;
    }

    /// A name that nobody has may be a password in the wrong field, so it is not kept. It still has
    /// its own counter: else the pauses would tell which names exist.
    private String nameOfCounter(Handle rows, PersonName name) {
        return PersonStore.find(rows, name).isPresent()
                ? name.value()
                : "nobody "
                        + HexFormat.of().formatHex(new Secret(salt.text() + name.value()).hash());
    }

    private void sayIfPauseBegins(
            List<Counter> counters, Optional<PersonName> who, CallerAddress from) {
        var pause =
                database.read(
                        rows ->
                                counters.stream()
                                        .map(
                                                it ->
                                                        it.rule()
                                                                .after(
                                                                        FailedTryStore.failures(
                                                                                rows, it)))
                                        .max(Duration::compareTo)
                                        .orElse(Duration.ZERO));
        if (pause.isPositive()) {
            var said = Audit.tooManyFailures(clock.instant(), who, from, pause);
            Writes.await(journal.append(List.of(said), RowChanges.NONE));
        }
    }

    private SignIn welcome(
            PersonStore.Stored stored, CallerAddress from, String agent, List<Counter> counters) {
        var now = clock.instant();
        var person = stored.person();
        var token = Secret.token("");
        var change =
                Writes.change(
                        journal,
                        Audit.signedIn(now, person.name(), from, agent),
                        rows -> {
                            var still = PersonStore.find(rows, person.name());
                            if (!still.equals(Optional.of(stored))) {
                                throw new Writes.Undone("changed while the password was checked");
                            }
                            FailedTryStore.forgive(rows, counters);
                            PersonStore.knownAt(rows, person.id(), from, now);
                            PassStore.open(rows, token, person.id(), agent, now);
                        });
        return switch (change) {
            case Change.Done _ -> new SignIn.Welcome(person, token);
            case Change.Refused _ -> new SignIn.Refused();
        };
    }

    /// Who the session of this token belongs to; empty when there is none, or it is over.
    public Optional<Pass.Session> session(String token) {
        var now = clock.instant();
        var found = database.read(rows -> PassStore.session(rows, new Secret(token), now));
        if (found.isPresent() && now.isAfter(found.get().seen().plus(Terms.SEEN_STEP))) {
            long id = found.get().session().id();
            Writes.await(
                    database.write(
                            rows -> {
                                PassStore.seen(rows, id, now);
                                return id;
                            }));
        }
        return found.map(PassStore.Found::session);
    }

    /// Who this API token belongs to and what for; empty when there is none, or it is over.
    public Optional<Pass.Token> token(String token) {
        return token.startsWith(TOKEN_PREFIX)
                ? database.read(rows -> PassStore.token(rows, new Secret(token), clock.instant()))
                : Optional.empty();
    }

    /// False once it is revoked or over, or its person is disabled or became something else. For a
    /// stream: ask every few seconds.
    public boolean stillHolds(Pass pass) {
        var now = clock.instant();
        var standing = pass.person().standing();
        return database.read(
                rows ->
                        switch (pass) {
                            case Pass.Session(var id, _) ->
                                    PassStore.sessionHolds(rows, id, standing, now);
                            case Pass.Token(var id, _, _) ->
                                    PassStore.tokenHolds(rows, id, standing, now);
                        });
    }

    /// A person's open sessions, the one used last first.
    public List<SessionLine> sessions(Person person) {
        return database.read(rows -> PassStore.sessions(rows, person.id(), clock.instant()));
    }

    /// Ends one of a person's own sessions; false when it was not theirs or over.
    public boolean endSession(Person person, long session) {
        return Writes.await(
                        database.write(rows -> PassStore.endSession(rows, person.id(), session)))
                > 0;
    }

    /// Ends all sessions of a person but the one they ask from.
    public int endOtherSessions(Pass.Session asking) {
        return Writes.await(
                database.write(
                        rows -> PassStore.endSessions(rows, asking.person().id(), asking.id())));
    }
}
