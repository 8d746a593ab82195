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
ALTER TABLE picture ADD COLUMN worth TEXT NOT NULL DEFAULT 'routine'; -- of the events that it shows: alarm, routine
UPDATE picture SET worth = 'alarm' WHERE EXISTS
    (SELECT 1 FROM event JOIN strand ON strand.id = event.strand WHERE severity >= 2 AND event.id IN
        (SELECT picture.event_id UNION SELECT s.event_id FROM picture_shown s
            WHERE s.shown_by = picture.event_id AND s.kind = picture.kind));

-- All that is asked for the room: how much each has, and the oldest first.
CREATE INDEX picture_by_worth ON picture (state, worth, event_id, kind, bytes);
