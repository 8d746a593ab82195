package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.storage.ReadyStore;
import vigilar.storage.StorageException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

class LifeLogTest {
    @Test
    void a_start_that_cannot_be_stored_is_refused_in_the_words_of_the_store(@TempDir Path folder) {
        var database = ReadyStore.open(folder);
        var journal = SqlJournal.open(database);
        var life = new LifeLog(journal, database, Clock.systemUTC(), Set.of("web"));
        life.began();
        database.close();
        assertThatThrownBy(life::ended)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("vigilar.db");
    }
}
