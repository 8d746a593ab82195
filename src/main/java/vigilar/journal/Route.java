package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.journal.ArchiveFilter.TimeOfDay;
import vigilar.journal.Spans.Span;
import vigilar.journal.Words.Word;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The stretches of ids that a walk goes through, nearest first. What the indexes of time and of
/// words rule out is left out; the words are asked for as far as the walk comes, not further.
final class Route {
    /// 64 chunks are a million ids: looked up at once in a millisecond, when nearer ones had
    /// nothing.
    private static final int MOST_CHUNKS = 64;

    /// Ids in which the same can be said of a row.
    record Stretch(Span ids, Sieve sieve) {}

    private final Spans spans;
    private final Chunks chunks;
    private final WantedStrands strands;
    private final List<Word> words;
    private final Optional<TimeOfDay> timeOfDay;
    private final List<WordBlocks> index;
    private final Map<Integer, Optional<Sieve>> sieves = new HashMap<>();
    private final Deque<Stretch> ahead = new ArrayDeque<>();
    private Walk walk;
    private int chunksAtOnce = 1;

    Route(
            Handle reading,
            Chunks chunks,
            Spans spans,
            WantedStrands strands,
            Words words,
            Optional<TimeOfDay> timeOfDay,
            Walk walk) {
        this.spans = spans;
        this.chunks = chunks;
        this.strands = strands;
        this.words = words.narrowing().toList();
        this.timeOfDay = timeOfDay;
        this.walk = walk;
        index = words.narrowing().map(it -> new WordBlocks(reading, it.text())).toList();
    }

    /// The next one; empty at the end.
    Optional<Stretch> next() {
        while (ahead.isEmpty()) {
            var span = spans.next(walk);
            if (span.isEmpty()) {
                return Optional.empty();
            }
            var looked = words.isEmpty() ? all(span.get()) : byWords(span.get());
            walk = walk.from(looked.far(walk.up()));
        }
        return Optional.of(ahead.remove());
    }

    private Span all(Span span) {
        add(span, 0);
        return span;
    }

    private void add(Span ids, int notInPayloads) {
        sieves.computeIfAbsent(notInPayloads, this::sieve)
                .ifPresent(it -> ahead.add(new Stretch(ids, it)));
    }

    /// Empty: no row fits.
    ///
    /// @param notInPayloads a bit for each word that no payload there has: then a name must have it
    private Optional<Sieve> sieve(int notInPayloads) {
        Optional<BitSet> wanted = strands.some().map(it -> (BitSet) it.clone());
        for (int i = 0; i < words.size(); i++) {
            if ((notInPayloads >> i & 1) == 1) {
                var named = words.get(i).named();
                if (wanted.isPresent()) {
                    wanted.get().and(named);
                } else {
                    wanted = Optional.of((BitSet) named.clone());
                }
            }
        }
        if (wanted.stream().anyMatch(BitSet::isEmpty)) {
            return Optional.empty();
        }
        var open =
                words.stream().filter(it -> (notInPayloads >> words.indexOf(it) & 1) == 0).toList();
        return Optional.of(new Sieve(wanted, open, timeOfDay));
    }

    /// The nearest part of a span, some chunks long.
    private Span byWords(Span span) {
        boolean up = walk.up();
        long near = chunks.chunkOf(up ? span.first() : span.last());
        long end = chunks.chunkOf(span.far(up));
        long far =
                up
                        ? Math.min(end, near + chunksAtOnce - 1)
                        : Math.max(end, near - chunksAtOnce + 1);
        chunksAtOnce = Math.min(2 * chunksAtOnce, MOST_CHUNKS);

        long firstChunk = Math.min(near, far);
        int count = (int) (Math.max(near, far) - firstChunk + 1);
        var blocks = index.stream().map(it -> it.look(firstChunk, count)).toList();
        var part =
                new Span(
                        Math.max(span.first(), chunks.chunk(firstChunk).first()),
                        Math.min(span.last(), chunks.chunk(firstChunk + count - 1).last()));
        split(part, firstChunk, blocks);
        return part;
    }

    /// Into stretches, each as long as the same words may stand in payloads.
    private void split(Span part, long firstChunk, List<long[]> blocks) {
        boolean up = walk.up();
        int step = up ? 1 : -1;
        long near = chunks.blockOf(up ? part.first() : part.last());
        long end = chunks.blockOf(part.far(up));
        long from = near;
        int said = notIn(near, firstChunk, blocks);
        for (long block = near + step; block != end + step; block += step) {
            int says = notIn(block, firstChunk, blocks);
            if (says != said) {
                add(within(part, from, block - step), said);
                from = block;
                said = says;
            }
        }
        add(within(part, from, end), said);
    }

    private int notIn(long block, long firstChunk, List<long[]> blocks) {
        int at = (int) (block / Chunks.BLOCKS - firstChunk);
        int not = 0;
        for (int word = 0; word < blocks.size(); word++) {
            if ((blocks.get(word)[at] >>> Chunks.bit(block) & 1) == 0) {
                not |= 1 << word;
            }
        }
        return not;
    }

    private Span within(Span part, long oneBlock, long otherBlock) {
        long first = chunks.block(Math.min(oneBlock, otherBlock)).first();
        long last = chunks.block(Math.max(oneBlock, otherBlock)).last();
        return new Span(Math.max(part.first(), first), Math.min(part.last(), last));
    }
}
