-- A clip is what the camera recorded while its review lasted, so it is known of a review where and when it was.
ALTER TABLE picture_review ADD COLUMN camera TEXT NOT NULL DEFAULT '';
ALTER TABLE picture_review ADD COLUMN start_ms INTEGER NOT NULL DEFAULT 0; -- by Frigate's clock; 0: not known
ALTER TABLE picture_review ADD COLUMN end_ms INTEGER NOT NULL DEFAULT 0; -- by Frigate's clock; 0: not known

-- detection: ids of the objects that a snapshot may show, the best first, with commas between them
ALTER TABLE picture ADD COLUMN wants TEXT NOT NULL DEFAULT ''; -- the kind of object, as the type of the event
ALTER TABLE picture ADD COLUMN review_id TEXT NOT NULL DEFAULT '';
ALTER TABLE picture ADD COLUMN longest_ms INTEGER NOT NULL DEFAULT 120000; -- how much of a clip is asked for
ALTER TABLE picture ADD COLUMN after_ms INTEGER NOT NULL DEFAULT 0; -- how long after its review a clip begins
DROP INDEX picture_by_detection;

-- What waits was owed by the object; its event says of which review.
UPDATE picture SET review_id = coalesce(
    (SELECT payload ->> '$.review_id' FROM event WHERE id = event_id AND json_valid(payload)), '')
WHERE state = 'waiting';
CREATE INDEX picture_by_review ON picture (review_id);
UPDATE picture_review SET (camera, start_ms) =
    (SELECT coalesce(payload ->> '$.source_name', ''), coalesce(payload ->> '$.ts', at)
     FROM picture JOIN event ON event.id = event_id
     WHERE picture.review_id = picture_review.review_id LIMIT 1)
WHERE review_id IN (SELECT review_id FROM picture);

-- An event that rises shows the clip of its review's first, but perhaps another snapshot.
CREATE TABLE picture_shown (
    event_id INTEGER NOT NULL,
    kind     TEXT    NOT NULL, -- snapshot, clip
    shown_by INTEGER NOT NULL,
    PRIMARY KEY (event_id, kind)
) WITHOUT ROWID;
INSERT INTO picture_shown SELECT event_id, column1, shown_by FROM picture_same, (VALUES ('snapshot'), ('clip'));
DROP TABLE picture_same;
CREATE INDEX picture_shown_by_first ON picture_shown (shown_by);
