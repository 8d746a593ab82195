package vigilar.journal;

import vigilar.journal.Spans.Span;

/// How the word index divides the ids: chunks of 64 blocks, one for each bit of a number.
///
/// @param blockIds how many ids a block has
record Chunks(int blockIds) {
    static final int BLOCKS = Long.SIZE;

    /// 256 events: read through in a fraction of a millisecond, and few enough that a word of one
    /// in ten thousand rules out most blocks. What is stored depends on it.
    static final Chunks USUAL = new Chunks(256);

    long ids() {
        return (long) BLOCKS * blockIds;
    }

    long chunkOf(long id) {
        return id / ids();
    }

    Span chunk(long chunk) {
        return new Span(chunk * ids(), (chunk + 1) * ids() - 1);
    }

    /// Counted through all chunks.
    long blockOf(long id) {
        return id / blockIds;
    }

    Span block(long block) {
        return new Span(block * blockIds, (block + 1) * blockIds - 1);
    }

    /// The number of a block within its chunk.
    static int bit(long block) {
        return (int) (block % BLOCKS);
    }
}
