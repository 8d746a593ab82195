package vigilar.bench.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a viewer makes of the bytes of a stream, however they are cut.
class FollowerTest {
    private static final String HEAD =
            String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Content-Type: text/event-stream",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
    private static final String HELLO =
            """
            retry: 7
            id: 3
            data: {"type":"connected","epoch":"e","last_id":5,"from":3}

            """;

    private final List<Long> seen = new ArrayList<>();
    private final Follower follower = new Follower(0, "3", (_, id, _, _, _) -> seen.add(id));

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String event(long id) {
        return "id: " + id + "\ndata: {\"id\":" + id + ",\"ts\":1}\n\n";
    }

    /// A line that gets these bytes so many at a time.
    private void get(int atOnce, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        var line = new ViewerLine(follower, "");
        var answer = new HttpAnswer(line);
        for (int i = 0; i < bytes.length; i += atOnce) {
            answer.take(ByteBuffer.wrap(bytes, i, Math.min(atOnce, bytes.length - i)));
        }
    }

    @Test
    void however_the_bytes_are_cut_the_events_are_the_same() {
        var half = event(5);
        var text =
                HEAD
                        + chunk(HELLO)
                        + chunk(event(4))
                        + chunk(": keepalive\n\n")
                        + chunk(half.substring(0, 9))
                        + chunk(half.substring(9) + event(6));
        for (int atOnce : new int[] {1, 2, 3, 7, 50, 10_000}) {
            seen.clear();
            var again = new Follower(0, "3", (_, id, _, _, _) -> seen.add(id));
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            var answer = new HttpAnswer(new ViewerLine(again, ""));
            for (int i = 0; i < bytes.length; i += atOnce) {
                answer.take(ByteBuffer.wrap(bytes, i, Math.min(atOnce, bytes.length - i)));
            }
            assertThat(seen).as("%d at once", atOnce).containsExactly(4L, 5L, 6L);
            assertThat(again.account()).isEqualTo(new Account(0, 3, 6, 3, 1, 0, List.of()));
            assertThat(again.lastEventId()).isEqualTo("6");
            assertThat(again.retryMillis()).isEqualTo(7);
        }
    }

    @Test
    void a_hole_and_a_double_are_breaches() {
        get(100, HEAD + chunk(HELLO) + chunk(event(4) + event(6) + event(6)));
        assertThat(follower.account().breaches())
                .containsExactly("a hole before 6, after 4", "again 6, after 6");
    }

    @Test
    void a_gap_that_is_told_is_counted_and_a_breach_where_nothing_was_taken_away() {
        get(
                100,
                HEAD
                        + chunk(HELLO)
                        + chunk("event: gap\nid: 9\ndata: {\"type\":\"gap\"}\n\n")
                        + chunk(event(10)));
        assertThat(follower.account().gaps()).isEqualTo(1);
        assertThat(follower.account().breaches()).hasSize(1);
        assertThat(follower.account().last()).isEqualTo(10);
    }

    @Test
    void a_stream_that_begins_elsewhere_than_asked_is_a_breach() {
        get(100, HEAD + chunk(HELLO.replace("\"from\":3", "\"from\":2")) + chunk(event(3)));
        assertThat(follower.account().breaches())
                .containsExactly("asked for what comes after 3, got it from 2 on");
    }

    @Test
    void a_stream_that_goes_on_elsewhere_than_asked_is_a_breach() {
        get(100, HEAD + chunk(HELLO) + chunk(event(4)));
        get(100, HEAD + chunk(HELLO.replace("\"from\":3", "\"from\":5")));
        assertThat(follower.account().breaches())
                .containsExactly("asked for what comes after 4, got it from 5 on");
    }

    @Test
    void another_life_of_the_store_is_noticed() {
        get(100, HEAD + chunk(HELLO));
        get(100, HEAD + chunk(HELLO.replace("\"e\"", "\"f\"")));
        assertThat(follower.account().breaches())
                .containsExactly("the store has another life: e became f");
    }
}
