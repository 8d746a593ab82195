-- Who may arm and disarm with a PIN. Argon2id strings, all with the salt of the house: a PIN that was typed
-- is hashed once.
CREATE TABLE alarm_pin (
    name      TEXT    NOT NULL PRIMARY KEY,
    hash      TEXT    NOT NULL UNIQUE,
    duress    TEXT    NOT NULL, -- of the one for use under threat; empty: none
    arms      TEXT    NOT NULL, -- modes, joined by commas
    disarms   INTEGER NOT NULL,
    days      TEXT    NOT NULL, -- days of the week, joined by commas
    from_time TEXT    NOT NULL, -- hh:mm in the house; the same as to_time: all day
    to_time   TEXT    NOT NULL,
    last_day  TEXT    NOT NULL, -- empty: for good
    once      INTEGER NOT NULL,
    used_ms   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE alarm_pin_salt (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    salt BLOB    NOT NULL
);

-- Somebody used the PIN for use under threat. Not an event: no screen, topic or export may show it, and what is
-- not in the journal cannot be forgotten to be hidden there. For owners only.
CREATE TABLE silent_alert (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms   INTEGER NOT NULL,
    person  TEXT    NOT NULL,
    seen_ms INTEGER NOT NULL DEFAULT 0
);

-- Told in its own transaction to the owners' devices, save those of who was threatened: that phone is in sight of
-- the threat. A job with a negative number is about the silent alert of that number, not about an event.
CREATE TRIGGER silent_alert_is_owed AFTER INSERT ON silent_alert
BEGIN
    INSERT INTO push_job (subscription_id, event_id, severity, queued_ms, next_ms)
    SELECT s.id, -NEW.id, 3, NEW.at_ms, NEW.at_ms
    FROM push_subscription s JOIN person p ON p.id = s.person_id
    WHERE p.role = 'OWNER' AND p.disabled = 0 AND p.name <> NEW.person;
END;
