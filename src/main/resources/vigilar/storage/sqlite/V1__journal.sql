-- Ids come from this one row, changed inside the writing transaction: gapless, never overtaking.
-- The epoch is drawn once, when the store is made.
CREATE TABLE head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    last_id INTEGER NOT NULL,
    epoch TEXT NOT NULL
);
INSERT INTO head VALUES (1, 0, lower(hex(randomblob(8))));

-- Each source, type and severity that was seen together: a few hundred in a home. One index over
-- (strand, id) then serves every filter of the archive by merging the strands that are wanted.
CREATE TABLE strand (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    severity INTEGER NOT NULL,
    UNIQUE (source, type, severity)
);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- milliseconds since 1970 UTC
    strand INTEGER NOT NULL REFERENCES strand (id),
    payload TEXT NOT NULL,
    topic TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX event_by_strand ON event (strand); -- the row's id is its last column by itself

-- Counts per quarter of an hour, kept in the same transaction: the day strip reads these instead of
-- events, and a search by time finds its range of ids here.
CREATE TABLE slice (
    start INTEGER NOT NULL, -- a whole multiple of 15 minutes since 1970, in milliseconds
    strand INTEGER NOT NULL,
    events INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (start, strand)
) WITHOUT ROWID;

-- How far each follower with a memory has come.
CREATE TABLE follower (
    name TEXT PRIMARY KEY,
    last_id INTEGER NOT NULL
) WITHOUT ROWID;
