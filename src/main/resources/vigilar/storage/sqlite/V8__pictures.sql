-- Pictures of reviews: what events are owed, what is kept on disk, and what could not be had.
CREATE TABLE picture (
    event_id     INTEGER NOT NULL,
    kind         TEXT    NOT NULL, -- snapshot, clip
    detection    TEXT    NOT NULL, -- Frigate's id of the object
    state        TEXT    NOT NULL DEFAULT 'waiting', -- waiting, ready, given_up, dropped
    next_ms      INTEGER NOT NULL, -- not to be tried before
    tries        INTEGER NOT NULL DEFAULT 0,
    answer       TEXT    NOT NULL DEFAULT '', -- of the last try
    content_type TEXT    NOT NULL DEFAULT '',
    bytes        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (event_id, kind)
) WITHOUT ROWID;

CREATE INDEX picture_by_state ON picture (state, next_ms);

CREATE INDEX picture_by_detection ON picture (detection);

-- A review that rises or ends is an event again: it is shown by the pictures of the first.
CREATE TABLE picture_same (
    event_id INTEGER NOT NULL PRIMARY KEY,
    shown_by INTEGER NOT NULL
);

-- Reviews that the journal tells of, so that the record of Frigate can be compared with it.
CREATE TABLE picture_review (
    review_id TEXT    NOT NULL PRIMARY KEY,
    at_ms     INTEGER NOT NULL
) WITHOUT ROWID;

-- Up to when that was done; one row.
CREATE TABLE picture_compared (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    until_ms INTEGER NOT NULL
);
