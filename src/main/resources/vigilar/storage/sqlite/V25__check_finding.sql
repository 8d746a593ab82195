-- The first thing that the last check of everything found, in words; empty: nothing. It is told until a check finds
-- nothing, over restarts too.
ALTER TABLE keeping ADD COLUMN finding TEXT NOT NULL DEFAULT '';
