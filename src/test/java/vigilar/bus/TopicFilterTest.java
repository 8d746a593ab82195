package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    wide,        narrow,        holds
                    a/b,         a/b,           true
                    a/b,         a/c,           false
                    a/b,         a/b/c,         false
                    a/b,         a,             false
                    a/+,         a/b,           true
                    a/+,         a/+,           true
                    a/+,         a/b/c,         false
                    a/+,         a/#,           false
                    a/b,         a/+,           false
                    a/#,         a,             true
                    a/#,         a/b/c,         true
                    a/#,         a/+/c,         true
                    a/#,         a/#,           true
                    a/#,         '#',           false
                    a/#,         +/b,           false
                    a/#,         ab,            false
                    a/+/c/#,     a/b/c,         true
                    a/+/c/#,     a/b/c/d/#,     true
                    a/+/c/#,     a/#,           false
                    """)
    void what_a_device_may_use_holds_what_it_asks_for_or_does_not(
            String wide, String narrow, boolean holds) {
        assertThat(TopicFilter.holds(wide, narrow)).isEqualTo(holds);
    }
}
