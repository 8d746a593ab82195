-- What a rule tells only some people. The journal says no more than that a rule acted: what stands there is on every
-- screen, on the bus and in every export. The newest 1,000.
CREATE TABLE whisper (
    number   INTEGER PRIMARY KEY, -- the event carries it
    audience TEXT NOT NULL,       -- owners, or a person's name
    severity TEXT NOT NULL,
    said     TEXT NOT NULL,       -- what the event of another rule says openly, as JSON
    why      TEXT NOT NULL        -- the same in words
);
