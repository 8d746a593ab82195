package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.journal.Spans.Span;

import java.util.ArrayList;
import java.util.List;

class SpansTest {
    private static List<Span> through(Spans spans, Walk walk) {
        var met = new ArrayList<Span>();
        var at = walk;
        for (var next = spans.next(at); next.isPresent(); next = spans.next(at)) {
            met.add(next.get());
            at = at.from(next.get().far(walk.up()));
        }
        return met;
    }

    @Test
    void a_walk_meets_each_range_once_and_from_where_it_stands() {
        var spans =
                Spans.of(
                        List.of(
                                new Span(30, 40),
                                new Span(1, 5),
                                new Span(6, 9),
                                new Span(35, 50),
                                new Span(20, 19)));
        assertThat(through(spans, new Walk(0, true)))
                .containsExactly(new Span(1, 9), new Span(30, 50));
        assertThat(through(spans, new Walk(Long.MAX_VALUE, false)))
                .containsExactly(new Span(30, 50), new Span(1, 9));
        assertThat(through(spans, new Walk(7, true)))
                .containsExactly(new Span(8, 9), new Span(30, 50));
        assertThat(through(spans, new Walk(30, false))).containsExactly(new Span(1, 9));
        assertThat(through(spans, new Walk(50, true))).isEmpty();
        assertThat(through(spans, new Walk(Long.MAX_VALUE, true))).isEmpty();
        assertThat(through(Spans.of(List.of()), new Walk(3, false))).isEmpty();
    }

    @Test
    void the_near_part_of_a_range_is_where_the_walk_comes_in() {
        var span = new Span(10, 19);
        assertThat(span.nearest(3, true)).contains(new Span(10, 12));
        assertThat(span.nearest(3, false)).contains(new Span(17, 19));
        assertThat(span.nearest(10, true)).contains(span);
        assertThat(span.nearest(0, true)).isEmpty();
    }
}
