-- Web Push: who wants to be told, what they are still owed, and what came of each try.
-- Severities are 0 INFO, 1 WARNING, 2 ALERT, 3 CRITICAL.

CREATE TABLE push_subscription (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint  TEXT    NOT NULL UNIQUE,
    p256dh    BLOB    NOT NULL, -- the browser's public key, an uncompressed point of P-256
    auth      BLOB    NOT NULL, -- 16 bytes that the browser made up
    name      TEXT    NOT NULL,
    threshold INTEGER NOT NULL, -- told from this severity on
    made_ms   INTEGER NOT NULL
);

-- One row per event and subscription, written in the event's own transaction and deleted once it is settled.
CREATE TABLE push_job (
    subscription_id INTEGER NOT NULL,
    event_id        INTEGER NOT NULL,
    severity        INTEGER NOT NULL,
    queued_ms       INTEGER NOT NULL,
    tries           INTEGER NOT NULL DEFAULT 0,
    next_ms         INTEGER NOT NULL, -- not to be tried before
    shorter         INTEGER NOT NULL DEFAULT 0, -- 1: the push service found it too large
    answer          TEXT    NOT NULL DEFAULT '', -- of the last try
    PRIMARY KEY (subscription_id, event_id)
) WITHOUT ROWID;

CREATE INDEX push_job_by_time ON push_job (next_ms);

-- Every try and what was answered; the newest 10,000.
CREATE TABLE push_try (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms           INTEGER NOT NULL,
    subscription_id INTEGER NOT NULL,
    event_id        INTEGER NOT NULL, -- 0: somebody pressed the test button
    outcome         TEXT    NOT NULL,
    answer          TEXT    NOT NULL
);

CREATE INDEX push_try_by_subscription ON push_try (subscription_id, number);
