-- What events take, counted with them: the size limit asks how much each kind has, not how large the file is.
-- 64 beside the texts: the row's and the index's own.
ALTER TABLE slice ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE slice SET bytes = coalesce(
    (SELECT sum(64 + octet_length(payload) + octet_length(topic) + octet_length(why)) FROM event
     WHERE strand = slice.strand AND id BETWEEN slice.first_id AND slice.last_id
         AND at >= slice.start AND at < slice.start + 900000), 0);

-- Up to which id events of each worth were removed by retention: so a check tells pruning from loss. Behind it
-- stand only pinned events and the newest of their strand.
CREATE TABLE pruned (
    worth   TEXT    NOT NULL PRIMARY KEY, -- alarm, routine
    up_to   INTEGER NOT NULL,
    removed INTEGER NOT NULL              -- events, ever
) WITHOUT ROWID;
INSERT INTO pruned VALUES ('alarm', 0, 0), ('routine', 0, 0);

-- Events that somebody wants kept whatever their age. person_id 0: an open house, where nobody is anybody.
CREATE TABLE pin (
    event_id  INTEGER NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL,
    at_ms     INTEGER NOT NULL
);

-- When the keeping last believed the clock, and when everything was last checked; 0: never.
CREATE TABLE keeping (
    only_row   INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    clock_ms   INTEGER NOT NULL,
    checked_ms INTEGER NOT NULL
);
INSERT INTO keeping VALUES (1, 0, 0);

-- The store that was here was damaged and this one took its place; stands until the timeline has told it.
CREATE TABLE rescue (
    at_ms   INTEGER NOT NULL,
    from_ms INTEGER NOT NULL, -- what was stored since is missing; 0: everything
    aside   TEXT    NOT NULL, -- the folder that the damaged files were moved to
    backup  TEXT    NOT NULL  -- what was put in their place; empty: there was none
);

-- When an event is removed its pictures go, unless a later one of the same review still shows them.
CREATE INDEX picture_same_by_first ON picture_same (shown_by);
