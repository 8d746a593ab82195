package vigilar.journal;

import java.util.Arrays;

/// The grams of one chunk and the blocks each stands in, while they are gathered. Never more than
/// 32,768 of them, whatever somebody sends: when there are more, their numbers are cut by a bit, so
/// that some fall together and a search looks into blocks in vain.
final class GramTable {
    /// 32,768 rows a chunk, two for each of its events; a home's chunk has some thousand, and ten
    /// thousand more where its payloads count.
    static final int MOST = 1 << 15;

    private static final int NOTHING = -1;

    private final int most;
    private final int[] grams;
    private final long[] blocks;
    private int size;
    private int width;

    GramTable() {
        this(MOST);
    }

    /// @param most a power of two
    GramTable(int most) {
        this.most = most;
        // twice as many places, so that the next free one is near: 768 KiB in all
        grams = new int[2 * most];
        blocks = new long[2 * most];
        clear();
    }

    void clear() {
        Arrays.fill(grams, NOTHING);
        Arrays.fill(blocks, 0);
        size = 0;
        width = Grams.WIDTH;
    }

    int size() {
        return size;
    }

    /// How many bits of a gram's number count.
    int width() {
        return width;
    }

    /// Notes that the text, in lower case, stands in the block.
    void add(String text, int block) {
        long bit = 1L << block;
        Grams.each(text, gram -> add(gram, bit));
    }

    private void add(int gram, long bits) {
        int mask = grams.length - 1;
        int wanted = gram & ((1 << width) - 1);
        int at = wanted & mask;
        while (grams[at] != wanted && grams[at] != NOTHING) {
            at = (at + 1) & mask;
        }
        if (grams[at] == NOTHING) {
            if (size == most) {
                fold();
                add(gram, bits);
                return;
            }
            grams[at] = wanted;
            size++;
        }
        blocks[at] |= bits;
    }

    /// Ends: with as many bits as `most` has there can be no more than that. May happen again
    /// within, when few fell together.
    private void fold() {
        var oldGrams = grams.clone();
        var oldBlocks = blocks.clone();
        Arrays.fill(grams, NOTHING);
        Arrays.fill(blocks, 0);
        size = 0;
        width--;
        for (int i = 0; i < oldGrams.length; i++) {
            if (oldGrams[i] != NOTHING) {
                add(oldGrams[i], oldBlocks[i]);
            }
        }
    }

    /// The numbers, rising: as they lie in the table of the store.
    int[] sorted() {
        return Arrays.stream(grams).filter(it -> it != NOTHING).sorted().toArray();
    }

    /// What its rows add up to, see [WordIndex#ROW].
    long total() {
        long total = 0;
        for (int i = 0; i < grams.length; i++) {
            if (grams[i] != NOTHING) {
                total += 1 + grams[i] + (blocks[i] & 0xffff_ffffL) + (blocks[i] >>> Integer.SIZE);
            }
        }
        return total;
    }

    /// The blocks of a gram that is here.
    long blocksOf(int gram) {
        int mask = grams.length - 1;
        int at = gram & mask;
        while (grams[at] != gram) {
            at = (at + 1) & mask;
        }
        return blocks[at];
    }
}
