package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a power cut leaves of the devices' sessions. It is played by a copy of the files of a
/// broker that runs: that is what the disk holds then.
class SessionsAfterAPowerCutTest {
    @TempDir Path folder;
    private final PaperLogins logins = new PaperLogins().with("garage", "pile/#");
    private final List<ClosedBroker> brokers = new ArrayList<>();

    @AfterEach
    void close() {
        brokers.forEach(ClosedBroker::close);
    }

    private ClosedBroker first() {
        return begun(folder.resolve("0"));
    }

    private ClosedBroker begun(Path data) {
        var broker = new ClosedBroker(data, logins);
        brokers.add(broker);
        return broker;
    }

    private ClosedBroker afterAPowerCut() throws IOException {
        var from = folder.resolve(String.valueOf(brokers.size() - 1));
        var to = folder.resolve(String.valueOf(brokers.size()));
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return begun(to);
    }

    @Test
    void a_device_that_comes_under_a_new_name_each_time_is_let_in_after_any_number_of_them()
            throws Exception {
        var broker = first();
        for (int cut = 0; cut < 3; cut++) {
            for (int n = 0; n < Insiders.MOST_CONNECTIONS; n++) {
                broker.device("garage", cut + "-" + n).subscribe("pile/#", 1);
            }
            broker = afterAPowerCut();
        }
        assertThat(broker.remembers("garage", "2-0")).isFalse();
    }

    @Test
    void a_session_that_lasts_is_there_after_it_until_nobody_has_come_for_a_day() throws Exception {
        var broker = first();
        for (int n = 0; n < Insiders.MOST_CONNECTIONS; n++) {
            broker.device("garage", "garage", "sleeper-" + n, false).subscribe("pile/#", 1);
        }
        broker = afterAPowerCut();
        assertThat(broker.remembers("garage", "sleeper-0")).isTrue();
        broker.broker().makeRoom(KeptSessions.UNCLAIMED.minusSeconds(1));
        assertThat(broker.remembers("garage", "sleeper-1")).isTrue();
        broker.broker().makeRoom(KeptSessions.UNCLAIMED);
        assertThat(broker.remembers("garage", "sleeper-2")).isFalse();
        assertThat(broker.remembers("garage", "sleeper-0")).as("it had come").isTrue();
    }
}
