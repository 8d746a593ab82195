-- Who may look and who may decide. Nothing in these tables opens a door by itself: passwords are Argon2id
-- strings, tokens and the setup code are SHA-256 of random numbers.
CREATE TABLE person (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: old sessions must not find a new person
    name     TEXT    NOT NULL UNIQUE,
    role     TEXT    NOT NULL,
    password TEXT    NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE setup_code (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    hash     BLOB    NOT NULL
) WITHOUT ROWID;

CREATE TABLE session (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    hash     BLOB    NOT NULL UNIQUE,
    person   INTEGER NOT NULL REFERENCES person (id),
    begun_ms INTEGER NOT NULL,
    seen_ms  INTEGER NOT NULL,
    agent    TEXT    NOT NULL
);
CREATE INDEX session_by_person ON session (person, seen_ms);

CREATE TABLE api_token (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       BLOB    NOT NULL UNIQUE,
    person     INTEGER NOT NULL REFERENCES person (id),
    label      TEXT    NOT NULL,
    scopes     TEXT    NOT NULL,
    made_ms    INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
);
CREATE INDEX api_token_by_person ON api_token (person);

-- Where a person signed in before: strangers' failures elsewhere do not count there.
CREATE TABLE known_address (
    person  INTEGER NOT NULL REFERENCES person (id),
    address TEXT    NOT NULL,
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (person, address)
) WITHOUT ROWID;

-- Failed tries, counted before the password is looked at, so that many at once do not outrun the count.
CREATE TABLE failed_try (
    what     TEXT    NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_ms  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX failed_try_by_time ON failed_try (last_ms);
