-- Which broker kept the session (bus_session): its address, or `own`. Another one that does not know it has forgotten
-- nothing. Empty: from before this was noted; the next connection says whose it is.
ALTER TABLE bus_session ADD COLUMN broker TEXT NOT NULL DEFAULT '';
