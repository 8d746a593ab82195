-- Per broker session and commit: what was committed, or passed over since something newer was, and may be delivered again.
-- In order of arrival, 18 bytes each: the packet identifier (2, big-endian) and the digest (16). By commit, since of a flood
-- all together are more than can be written each time.
CREATE TABLE unsettled_part (
    session  TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    messages BLOB    NOT NULL,
    PRIMARY KEY (session, number)
);

INSERT INTO unsettled_part (session, number, messages) SELECT session, 0, messages FROM unsettled;

DROP TABLE unsettled;
