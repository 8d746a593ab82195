-- What intake must know again after a restart; written in the same transaction as the events it belongs to.

-- The known state of each point of the house (edges) and its newest reading. heard_ms: when we last heard of it.
CREATE TABLE point_state (
    source   TEXT    NOT NULL,
    point    TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    heard_ms INTEGER NOT NULL,
    PRIMARY KEY (source, point)
) WITHOUT ROWID;

-- Per broker session: the digests (16 bytes each) of the last messages committed, oldest first, and how many at the
-- end may not have been acknowledged.
CREATE TABLE session_digests (
    session TEXT    NOT NULL PRIMARY KEY,
    digests BLOB    NOT NULL,
    owed    INTEGER NOT NULL
) WITHOUT ROWID;

-- Messages that carried a time of their own: an equal one is the same one. Kept for 25 hours.
CREATE TABLE seen_message (
    digest  BLOB    NOT NULL PRIMARY KEY,
    seen_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX seen_message_by_time ON seen_message (seen_ms);

-- The last 200 messages that were refused.
CREATE TABLE refusal (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms   INTEGER NOT NULL,
    topic   TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    excerpt TEXT    NOT NULL
);

-- Names this installation in the client id of its session, so that two houses can share a broker.
CREATE TABLE installation (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    id       TEXT    NOT NULL
) WITHOUT ROWID;
