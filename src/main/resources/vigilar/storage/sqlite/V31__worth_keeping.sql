-- What a rescue could not save from the damaged file, so that it is as it was when the backup was made; words with
-- commas between them.
ALTER TABLE rescue ADD COLUMN stale TEXT NOT NULL DEFAULT '';

-- The panel stands as in a backup, and nobody knows how it stood later. Until somebody arms or disarms.
CREATE TABLE panel_doubt (
    only     INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    as_of_ms INTEGER NOT NULL, -- of the backup; 0: there was none
    told     INTEGER NOT NULL DEFAULT 0
);

-- Pictures of alarms and those of everyday events have room of their own.
ALTER TABLE picture ADD COLUMN worth TEXT NOT NULL DEFAULT 'routine'; -- alarm: taken within ten minutes of one
UPDATE picture SET worth = 'alarm' WHERE (event_id, kind) IN
    (SELECT p.event_id, p.kind FROM strand s
        CROSS JOIN event a ON a.strand = s.id
        CROSS JOIN picture p ON p.event_id BETWEEN a.id - 2000 AND a.id + 2000
        CROSS JOIN event e ON e.id = p.event_id
        WHERE s.severity >= 2 AND abs(e.at - a.at) <= 600000
    UNION
    SELECT p.shown_by, p.kind FROM strand s
        CROSS JOIN event a ON a.strand = s.id
        CROSS JOIN picture_shown p ON p.event_id BETWEEN a.id - 2000 AND a.id + 2000
        CROSS JOIN event e ON e.id = p.event_id
        WHERE s.severity >= 2 AND abs(e.at - a.at) <= 600000);

-- All that is asked for the room: how much each has, and the oldest first.
CREATE INDEX picture_by_worth ON picture (state, worth, event_id, kind, bytes);

-- What the rows of a chunk add up to, as it was made: where one is missing, a search would find too little in silence.
ALTER TABLE word_chunk ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
UPDATE word_chunk SET total =
    (SELECT coalesce(sum(1 + gram + (blocks & 4294967295) + (blocks >> 32 & 4294967295)), 0)
     FROM word_block WHERE word_block.chunk = word_chunk.chunk);
