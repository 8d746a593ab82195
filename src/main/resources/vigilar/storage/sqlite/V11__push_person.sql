-- Whose device it is: 0 in an open house, where nobody is anybody.
ALTER TABLE push_subscription ADD COLUMN person_id INTEGER NOT NULL DEFAULT 0;

-- Who is kept out is not told either, whichever process keeps them out: at once, and with all that was owed.
CREATE TRIGGER push_ends_with_its_person AFTER UPDATE OF disabled ON person WHEN NEW.disabled = 1
BEGIN
    DELETE FROM push_job WHERE subscription_id IN
        (SELECT id FROM push_subscription WHERE person_id = NEW.id);
    DELETE FROM push_subscription WHERE person_id = NEW.id;
END;
