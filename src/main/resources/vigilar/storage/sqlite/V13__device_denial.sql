-- What the embedded broker refused, one row for each thing tried: for the owner to see. No password, and no user
-- name that no device has: it may be a password in the wrong field.
CREATE TABLE device_denial (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    device  TEXT    NOT NULL, -- empty: whoever asked had no login
    address TEXT    NOT NULL, -- of who had none
    topic   TEXT    NOT NULL, -- empty: it was about the login itself
    why     TEXT    NOT NULL,
    times   INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    UNIQUE (device, address, topic, why)
);
CREATE INDEX device_denial_by_time ON device_denial (last_ms);
