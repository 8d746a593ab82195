-- What is heard on the bus, for the page of that name and for the doctor; up to half a minute behind.

-- Each topic. Fate of the newest message: UNDERSTOOD, IGNORED, REFUSED; why: for people.
CREATE TABLE heard_topic (
    topic        TEXT    NOT NULL PRIMARY KEY,
    reader       TEXT    NOT NULL,
    fate         TEXT    NOT NULL,
    why          TEXT    NOT NULL,
    at_most_once INTEGER NOT NULL, -- 1: the newest message came with QoS 0
    last_ms      INTEGER NOT NULL,
    understood   INTEGER NOT NULL,
    ignored      INTEGER NOT NULL,
    refused      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX heard_topic_by_time ON heard_topic (last_ms);

-- Each device: what is known of it beside the state of its points. says: words, one a line.
CREATE TABLE heard_device (
    source   TEXT    NOT NULL PRIMARY KEY,
    reader   TEXT    NOT NULL,
    topic    TEXT    NOT NULL, -- of its newest message
    name     TEXT    NOT NULL, -- as its producer calls it; empty: not at all
    kind     TEXT    NOT NULL,
    area     TEXT    NOT NULL,
    says     TEXT    NOT NULL,
    found_ms INTEGER NOT NULL,
    last_ms  INTEGER NOT NULL, -- 0: listed by its producer, not heard yet
    messages INTEGER NOT NULL
) WITHOUT ROWID;

-- Whether the broker has kept our session: forgotten_ms is when it did not, 0 while it does.
CREATE TABLE bus_session (
    session      TEXT    NOT NULL PRIMARY KEY,
    forgotten_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- What the people of the house say of a device; it goes before what the device says of itself.
CREATE TABLE nameplate (
    source   TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL, -- empty: as the device says
    area     TEXT    NOT NULL,
    location TEXT    NOT NULL, -- interior, transition, exterior; empty: not said
    hidden   INTEGER NOT NULL
) WITHOUT ROWID;
