-- What devices log in with at the embedded broker. The hash is SHA-256 of a random number of ours.
CREATE TABLE device_login (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: an open connection must not pass for a new device
    name     TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL,
    topics   TEXT    NOT NULL, -- a filter a line, beside those of the kind
    hash     BLOB    NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    edition  INTEGER NOT NULL DEFAULT 0 -- counts changes: what was let in under an older one goes
);
