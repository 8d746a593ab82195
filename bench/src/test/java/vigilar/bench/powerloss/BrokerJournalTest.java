package vigilar.bench.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;

/// What waits in a broker's files, and what only still lies there.
class BrokerJournalTest {
    private static final Pattern TEXT = Pattern.compile("m\\d+");
    private static final int ADD = 11;
    private static final int UPDATE = 12;
    private static final int UPDATE_WITHIN = 14;
    private static final int DELETE = 16;
    private static final int COMMIT = 18;
    private static final int QUEUED = 32;
    private static final int ACKNOWLEDGED = 33;
    private static final int FILE = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    BrokerJournalTest() throws IOException {
        out.writeInt(2);
        out.writeInt(0);
        out.writeLong(FILE);
    }

    private void head(int kind, int file) throws IOException {
        out.writeByte(kind);
        out.writeInt(file);
        out.writeByte(0);
    }

    private void end(int from) throws IOException {
        out.writeInt(bytes.size() + Integer.BYTES - from);
    }

    private void message(int file, long id, String text) throws IOException {
        int from = bytes.size();
        head(ADD, file);
        out.writeLong(id);
        out.writeInt(text.length() + 2);
        out.writeByte(45);
        out.write(("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1));
        end(from);
    }

    private void says(long id, int what) throws IOException {
        int from = bytes.size();
        head(UPDATE, FILE);
        out.writeLong(id);
        out.writeInt(Long.BYTES);
        out.writeByte(what);
        out.writeLong(3);
        end(from);
    }

    private void acknowledgedWithin(long transaction, long id) throws IOException {
        int from = bytes.size();
        head(UPDATE_WITHIN, FILE);
        out.writeLong(transaction);
        out.writeLong(id);
        out.writeInt(Long.BYTES);
        out.writeByte(ACKNOWLEDGED);
        out.writeLong(3);
        end(from);
    }

    private void commit(long transaction) throws IOException {
        int from = bytes.size();
        head(COMMIT, FILE);
        out.writeLong(transaction);
        out.writeInt(1);
        end(from);
    }

    private void delete(long id) throws IOException {
        int from = bytes.size();
        head(DELETE, FILE);
        out.writeLong(id);
        end(from);
    }

    private Set<String> waiting() throws IOException {
        var folder = Files.createTempDirectory("journal");
        var file = folder.resolve("activemq-data-1.amq");
        try {
            Files.write(file, bytes.toByteArray());
            return BrokerJournal.waiting(folder, TEXT);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Test
    void a_message_that_a_queue_has_waits() throws IOException {
        message(FILE, 1, "m1");
        says(1, QUEUED);
        message(FILE, 2, "m2");
        assertThat(waiting()).containsExactly("m1");
    }

    @Test
    void what_was_acknowledged_or_deleted_does_not_though_its_bytes_are_there() throws IOException {
        message(FILE, 1, "m1");
        says(1, QUEUED);
        says(1, ACKNOWLEDGED);
        message(FILE, 2, "m2");
        says(2, QUEUED);
        delete(2);
        message(FILE, 3, "m3");
        says(3, QUEUED);
        acknowledgedWithin(9, 3);
        commit(9);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void an_acknowledgement_that_was_not_committed_is_none() throws IOException {
        message(FILE, 1, "m1");
        says(1, QUEUED);
        acknowledgedWithin(9, 1);
        assertThat(waiting()).containsExactly("m1");
    }

    @Test
    void what_is_left_of_an_earlier_use_of_the_file_or_torn_counts_for_nothing()
            throws IOException {
        message(FILE - 1, 1, "m1");
        says(1, QUEUED);
        head(ADD, FILE);
        out.writeLong(2);
        out.write("torn m2".getBytes(StandardCharsets.ISO_8859_1));
        message(FILE, 3, "m3");
        says(3, QUEUED);
        assertThat(waiting()).containsExactly("m3");
    }
}
