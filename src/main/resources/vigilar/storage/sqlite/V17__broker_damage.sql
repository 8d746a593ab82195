-- Folders of the data folder with damaged files of the embedded broker, and whether the timeline has told of them.
CREATE TABLE broker_damage (
    folder TEXT    NOT NULL PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    told   INTEGER NOT NULL
) WITHOUT ROWID;
