package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class SparingLogTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("vigilar.test.sparing");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final SparingLog log = new SparingLog(LOG, () -> now);

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(lines);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void many_warnings_become_one_every_ten_seconds_and_none_is_uncounted() {
        for (int n = 0; n < 4; n++) {
            log.warn("bad");
        }
        now = now.plusSeconds(11);
        log.warn("bad");
        assertThat(said()).containsExactly("bad", "bad (and 3 like it since)");
    }

    @Test
    void a_clock_that_is_set_back_does_not_silence_the_log() {
        log.warn("before");
        now = now.minus(Duration.ofDays(1_000));
        log.warn("after");
        assertThat(said()).containsExactly("before", "after");
    }
}
