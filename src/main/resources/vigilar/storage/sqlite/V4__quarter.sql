-- The slices once more, over all sources and types: a home with hundreds of devices has hundreds of
-- slices for each quarter of an hour, and the page's strip and a search by time ask for none of them
-- by name. At most four rows a quarter.
CREATE TABLE quarter (
    start INTEGER NOT NULL, -- as in slice
    severity INTEGER NOT NULL,
    events INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (start, severity)
) WITHOUT ROWID;
INSERT INTO quarter
SELECT slice.start, strand.severity, sum(slice.events), min(slice.first_id), max(slice.last_id)
FROM slice JOIN strand ON strand.id = slice.strand
GROUP BY slice.start, strand.severity;
