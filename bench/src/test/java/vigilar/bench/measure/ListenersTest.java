package vigilar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bench.field.Await;
import vigilar.bench.field.Mosquitto;

import java.nio.file.Path;
import java.time.Duration;

/// Those who get what was published, at a real broker.
class ListenersTest {
    private static final Load SHORT = new Load(2, 100, Duration.ofMillis(500));

    @TempDir private Path folder;

    @BeforeEach
    void mosquittoIsThere() {
        assumeTrue(Mosquitto.program().isPresent(), "needs mosquitto");
    }

    @Test
    void a_crowd_gets_all_of_it() {
        try (var mosquitto = new MosquittoContender(folder, 10, 0)) {
            var outcome = Trial.run(mosquitto, SHORT, SHORT, 3);
            assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        }
    }

    @Test
    void one_that_acknowledges_gets_all_of_it() {
        try (var mosquitto = new MosquittoContender(folder, 10, 1)) {
            var outcome = Trial.run(mosquitto, SHORT, SHORT, 1);
            assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        }
    }

    @Test
    void who_is_hung_up_on_counts() {
        for (int qos : new int[] {0, 1}) {
            var mosquitto = new MosquittoContender(folder, 10, qos);
            try (var listeners = mosquitto.listeners(1)) {
                assertThat(listeners.lost()).isZero();
                mosquitto.close();
                Await.until("it is told", Duration.ofSeconds(5), () -> listeners.lost() == 1);
            }
        }
    }
}
