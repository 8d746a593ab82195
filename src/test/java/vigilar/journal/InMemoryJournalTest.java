package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class InMemoryJournalTest extends EventJournalContract {
    @Override
    EventJournal emptyJournal() {
        return new InMemoryJournal();
    }

    @Test
    void it_refuses_row_changes_rather_than_forgetting_them() {
        var journal = new InMemoryJournal();
        assertThatThrownBy(() -> journal.append(List.of(), rows -> rows.execute("SELECT 1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
