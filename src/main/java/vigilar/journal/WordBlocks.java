package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.storage.QuickSql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// In which blocks one word may stand in a payload, as the index says. Asked chunk by chunk along a
/// walk; what is not indexed yet may hold anything.
final class WordBlocks {
    /// A chunk whose index has no such gram comes with 0; one that is not indexed does not come.
    private static final String LOOK =
            """
            SELECT word_chunk.chunk, coalesce(blocks, 0) FROM word_chunk LEFT JOIN word_block
                ON word_block.chunk = word_chunk.chunk AND gram = ? & ((1 << width) - 1)
            WHERE word_chunk.chunk BETWEEN ? AND ? AND width > 0\
            """;

    private final Handle reading;
    private final List<Integer> grams;

    WordBlocks(Handle reading, String word) {
        this.reading = reading;
        grams = new ArrayList<>(Grams.of(word));
    }

    /// For each of so many chunks a bit for each block.
    long[] look(long firstChunk, int chunks) {
        var blocks = new long[chunks];
        Arrays.fill(blocks, -1);
        for (int i = 0; i < grams.size(); i++) {
            if (rulesAllOut(grams.get(i), firstChunk, blocks)) {
                // asked first the next time: often it does again
                Collections.rotate(grams.subList(0, i + 1), 1);
                break;
            }
        }
        return blocks;
    }

    private boolean rulesAllOut(int gram, long firstChunk, long[] blocks) {
        return QuickSql.ask(
                reading,
                LOOK,
                rows -> {
                    long left = 0;
                    while (rows.next()) {
                        int at = (int) (rows.getLong(1) - firstChunk);
                        blocks[at] &= rows.getLong(2);
                        left |= blocks[at];
                    }
                    return left == 0;
                },
                gram,
                firstChunk,
                firstChunk + blocks.length - 1);
    }
}
