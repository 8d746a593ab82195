-- What the house does by itself, as people wrote it. One row; a change is an event of its own.
CREATE TABLE rule_text (
    only       INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    text       TEXT    NOT NULL, -- TOML
    changed_ms INTEGER NOT NULL,
    changed_by TEXT    NOT NULL
);

-- When a rule was last set off by what; its cooldown goes by it, also after a restart.
CREATE TABLE rule_fired (
    rule     TEXT    NOT NULL,
    incident TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (rule, incident)
) WITHOUT ROWID;

-- What rules want said on the bus: written with the event that says so, deleted once the broker has it.
CREATE TABLE errand (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    rule     TEXT    NOT NULL,
    topic    TEXT    NOT NULL,
    below    INTEGER NOT NULL, -- 1: the topic is below the prefix of the house
    payload  TEXT    NOT NULL,
    retained INTEGER NOT NULL,
    due_ms   INTEGER NOT NULL, -- not to be said before
    until_ms INTEGER NOT NULL, -- too late from then on
    siren    TEXT    NOT NULL, -- on, off; empty: it is about no siren
    begun_ms INTEGER NOT NULL  -- when the siren's sound began
);
CREATE INDEX errand_by_time ON errand (due_ms);
