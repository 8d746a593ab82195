package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Who is looked at when many wait.
@ResourceLock(PlantedSecrets.HASHES)
class PasswordHashesTest {
    private static final int CROWD = 8;

    @Test
    void however_many_are_only_listened_to_whoever_opens_something_has_a_turn() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CROWD; i++) {
                var _ =
                        threads.submit(
                                () ->
                                        PasswordHashes.aside(
                                                () -> {
                                                    begun.countDown();
                                                    return awaited(over);
                                                }));
            }
            begun.await();
            assertThat(PasswordHashes.inTurn(() -> "disarmed")).isEqualTo(Optional.of("disarmed"));
            over.countDown();
        }
    }

    private static boolean awaited(CountDownLatch over) {
        try {
            over.await();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
