-- How a push service behaves concerns all that goes there, also what happens later: the next event must not undo
-- the pause of the last one.

-- Tries in a row that did not get through.
ALTER TABLE push_subscription ADD COLUMN vain INTEGER NOT NULL DEFAULT 0;

-- Nothing but a new alarm is sent before.
ALTER TABLE push_subscription ADD COLUMN rest_ms INTEGER NOT NULL DEFAULT 0;

-- Nothing at all is sent before: the service asked for it.
ALTER TABLE push_subscription ADD COLUMN told_ms INTEGER NOT NULL DEFAULT 0;
