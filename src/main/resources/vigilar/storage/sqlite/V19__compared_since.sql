-- When the record of Frigate was first compared. What was over before that happened before this
-- house was one, and fills no gap.
ALTER TABLE picture_compared ADD COLUMN since_ms INTEGER NOT NULL DEFAULT 0;
