-- Who or what led to how the panel stands: a person, a zone. For keypads and other screens.
ALTER TABLE panel ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';

-- What was asked of the panel by MQTT, so that each request is answered once, however often it comes. Holds no
-- PIN: a PIN is looked at before anything of its request is passed on.
CREATE TABLE keypad_request (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT    NOT NULL, -- what the keypad calls it; empty: nothing, and it cannot be told from another
    say_until  INTEGER NOT NULL, -- ms: from then on nobody waits for the answer any more
    asked      INTEGER NOT NULL DEFAULT 0, -- the panel_request it became; 0: none
    answer     TEXT    NOT NULL DEFAULT '', -- JSON; empty: none yet
    said       INTEGER NOT NULL DEFAULT 0 -- whether the broker has taken the answer
);
CREATE UNIQUE INDEX keypad_request_id ON keypad_request (request_id) WHERE request_id <> '';
CREATE INDEX keypad_request_unsaid ON keypad_request (said, number);
