-- Per broker session: what was committed and may be delivered again, oldest first; 18 bytes each, the packet identifier
-- (2, big-endian) and the digest (16). Takes the place of digests without a number.
CREATE TABLE unsettled (
    session  TEXT NOT NULL PRIMARY KEY,
    messages BLOB NOT NULL
) WITHOUT ROWID;

DROP TABLE session_digests;
