-- What each person has looked at. Person 0: an open house, where nobody is anybody.

-- All up to this event is seen.
CREATE TABLE seen_up_to (
    person_id INTEGER NOT NULL PRIMARY KEY,
    event_id  INTEGER NOT NULL
);

-- Single events beyond it that are seen too.
CREATE TABLE seen_event (
    person_id INTEGER NOT NULL,
    event_id  INTEGER NOT NULL,
    PRIMARY KEY (person_id, event_id)
) WITHOUT ROWID;
