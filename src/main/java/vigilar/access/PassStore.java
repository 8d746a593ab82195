package vigilar.access;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Sessions and API tokens as rows. What is over is not found, whether or not its row is still
/// there.
final class PassStore {
    private static final String OPEN_SESSION =
            " seen_ms > :idle AND begun_ms > :longest AND disabled = 0";

    private PassStore() {}

    /// A session, and when it was last seen.
    record Found(Pass.Session session, Instant seen) {}

    static Optional<Found> session(Handle rows, Secret token, Instant now) {
        return rows.createQuery(
                        "SELECT session.id, person.id, name, role, disabled, seen_ms FROM session"
                                + " JOIN person ON person.id = person WHERE hash = :hash AND"
                                + OPEN_SESSION)
                .bind("hash", token.hash())
                .bind("idle", now.minus(Terms.SESSION_IDLE).toEpochMilli())
                .bind("longest", now.minus(Terms.SESSION_LONGEST).toEpochMilli())
                .map(
                        (row, _) ->
                                new Found(
                                        new Pass.Session(
                                                row.getLong(1),
                                                PersonStore.person(
                                                        row.getLong(2),
                                                        row.getString(3),
                                                        row.getString(4),
                                                        row.getInt(5))),
                                        at(row.getLong(6))))
                .findOne();
    }

    static boolean sessionHolds(Handle rows, long id, Standing standing, Instant now) {
        return rows.createQuery(
                        "SELECT count(*) FROM session JOIN person ON person.id = person"
                                + " WHERE session.id = :id AND role = :role AND"
                                + OPEN_SESSION)
                .bind("id", id)
                .bind("role", standing.name())
                .bind("idle", now.minus(Terms.SESSION_IDLE).toEpochMilli())
                .bind("longest", now.minus(Terms.SESSION_LONGEST).toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    static void open(Handle rows, Secret token, long person, String agent, Instant now) {
        rows.execute(
                "INSERT INTO session (hash, person, begun_ms, seen_ms, agent)"
                        + " VALUES (?, ?, ?, ?, ?)",
                token.hash(),
                person,
                now.toEpochMilli(),
                now.toEpochMilli(),
                agent);
        rows.execute(
                "DELETE FROM session WHERE seen_ms <= ? OR begun_ms <= ?",
                now.minus(Terms.SESSION_IDLE).toEpochMilli(),
                now.minus(Terms.SESSION_LONGEST).toEpochMilli());
        rows.execute(
                "DELETE FROM session WHERE person = ? AND id NOT IN (SELECT id FROM session"
                        + " WHERE person = ? ORDER BY seen_ms DESC, id DESC LIMIT ?)",
                person,
                person,
                Terms.MOST_SESSIONS);
    }

    static void seen(Handle rows, long session, Instant now) {
        rows.execute("UPDATE session SET seen_ms = ? WHERE id = ?", now.toEpochMilli(), session);
    }

    static List<SessionLine> sessions(Handle rows, long person, Instant now) {
        return rows.createQuery(
                        "SELECT session.id, begun_ms, seen_ms, agent FROM session JOIN person ON"
                                + " person.id = person WHERE person = :person AND"
                                + OPEN_SESSION
                                + " ORDER BY seen_ms DESC, session.id DESC")
                .bind("person", person)
                .bind("idle", now.minus(Terms.SESSION_IDLE).toEpochMilli())
                .bind("longest", now.minus(Terms.SESSION_LONGEST).toEpochMilli())
                .map(
                        (row, _) ->
                                new SessionLine(
                                        row.getLong(1),
                                        at(row.getLong(2)),
                                        at(row.getLong(3)),
                                        row.getString(4)))
                .list();
    }

    static int endSession(Handle rows, long person, long session) {
        return rows.execute("DELETE FROM session WHERE person = ? AND id = ?", person, session);
    }

    /// All of a person but one; -1 spares none.
    static int endSessions(Handle rows, long person, long except) {
        return rows.execute("DELETE FROM session WHERE person = ? AND id <> ?", person, except);
    }

    static Optional<Pass.Token> token(Handle rows, Secret token, Instant now) {
        return rows.createQuery(
                        "SELECT api_token.id, person.id, name, role, disabled, scopes FROM"
                            + " api_token JOIN person ON person.id = person WHERE hash = :hash AND"
                            + " expires_ms > :now AND disabled = 0")
                .bind("hash", token.hash())
                .bind("now", now.toEpochMilli())
                .map(
                        (row, _) ->
                                new Pass.Token(
                                        row.getLong(1),
                                        PersonStore.person(
                                                row.getLong(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getInt(5)),
                                        scopes(row.getString(6))))
                .findOne();
    }

    static boolean tokenHolds(Handle rows, long id, Standing standing, Instant now) {
        return rows.createQuery(
                        "SELECT count(*) FROM api_token JOIN person ON person.id = person"
                                + " WHERE api_token.id = :id AND role = :role"
                                + " AND expires_ms > :now AND disabled = 0")
                .bind("id", id)
                .bind("role", standing.name())
                .bind("now", now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    static void addToken(Handle rows, Secret token, long person, TokenLine line) {
        rows.execute(
                "INSERT INTO api_token (hash, person, label, scopes, made_ms, expires_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                token.hash(),
                person,
                line.label(),
                line.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(",")),
                line.made().toEpochMilli(),
                line.expires().toEpochMilli());
    }

    /// Those that are over, too: their person wants to see why something stopped.
    static List<TokenLine> tokens(Handle rows, long person) {
        return rows.createQuery(
                        "SELECT id, label, scopes, made_ms, expires_ms FROM api_token"
                                + " WHERE person = :person ORDER BY id DESC")
                .bind("person", person)
                .map(
                        (row, _) ->
                                new TokenLine(
                                        row.getLong(1),
                                        row.getString(2),
                                        scopes(row.getString(3)),
                                        at(row.getLong(4)),
                                        at(row.getLong(5))))
                .list();
    }

    static int endToken(Handle rows, long person, long token) {
        return rows.execute("DELETE FROM api_token WHERE person = ? AND id = ?", person, token);
    }

    static int endTokens(Handle rows, long person) {
        return rows.execute("DELETE FROM api_token WHERE person = ?", person);
    }

    /// Older stores know a word more, CHANGE, that never allowed anything: it is passed over.
    private static Set<Scope> scopes(String names) {
        var words = List.of(names.split(",", -1));
        return Arrays.stream(Scope.values())
                .filter(scope -> words.contains(scope.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
