-- Which roles run, and whether each ended in order: the next start tells the timeline when one did not.
CREATE TABLE life (
    role  TEXT PRIMARY KEY,
    began INTEGER NOT NULL, -- ms since 1970 UTC
    ended INTEGER           -- null while it runs, and after it was killed
) WITHOUT ROWID;
