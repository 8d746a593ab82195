-- Whether a known state that must not stay unsaid (smoke, water, tampering) was heard from messages alone that were not live:
-- kept by the broker, or repeated after a start. The first live message that repeats it speaks.
ALTER TABLE point_state ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
