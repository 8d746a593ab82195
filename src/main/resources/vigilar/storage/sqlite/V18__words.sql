-- Where words may stand in payloads, so that a search for one need not read every event: made in the background out of
-- the events, and made anew where a width is 0. A chunk is 16,384 ids, from a whole multiple on; it has 64 blocks.
CREATE TABLE word_chunk (
    chunk      INTEGER NOT NULL PRIMARY KEY,
    width      INTEGER NOT NULL, -- how many bits of a gram's number count; 0: being made, not to be believed
    thinned    INTEGER NOT NULL, -- 1: events of it were removed since
    indexed_ms INTEGER NOT NULL
);

-- Bit i of blocks: the gram (one to four letters, as a number) stands in a payload of block i.
CREATE TABLE word_block (
    chunk  INTEGER NOT NULL,
    gram   INTEGER NOT NULL,
    blocks INTEGER NOT NULL,
    PRIMARY KEY (chunk, gram)
) WITHOUT ROWID;
