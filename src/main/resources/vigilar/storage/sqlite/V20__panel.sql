-- The alarm panel, as it stands. One row, changed in the transaction of the event that says so.
CREATE TABLE panel (
    only     INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    state    TEXT    NOT NULL, -- JSON, see PanelJson
    last_id  INTEGER NOT NULL, -- up to which event of the journal it has decided
    fence    INTEGER NOT NULL, -- who runs the panel; whoever begins takes the next number, and earlier ones write no more
    alive_ms INTEGER NOT NULL, -- when it was last known to run
    ahead_ms INTEGER NOT NULL DEFAULT 0, -- how far the panel's clock was before the machine's then
    holder   TEXT    NOT NULL, -- the roles of the process that runs it; empty: nobody does
    beat     INTEGER NOT NULL, -- counted by whoever runs it, when asked whether it still does
    asked    INTEGER NOT NULL  -- counted by whoever would take its place
);

-- What people ask of it, and what became of that. Short-lived; holds no PIN.
CREATE TABLE panel_request (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_ms    INTEGER NOT NULL,
    request     TEXT    NOT NULL, -- JSON
    outcome     TEXT    NOT NULL DEFAULT '', -- JSON; empty: not answered yet
    answered_ms INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX panel_request_waiting ON panel_request (answered_ms, id);
