package vigilar.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

class SupervisorTest {
    private final Health health = new Health(InstantSource.system());
    private final Supervisor supervisor = new Supervisor(health, InstantSource.system());
    private final CountDownLatch waits = new CountDownLatch(1);

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void a_part_that_is_told_to_stop_while_it_waits_for_the_store_has_not_failed()
            throws InterruptedException {
        supervisor.watch(
                "retention",
                () -> {
                    health.up("retention");
                    waits.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException stop) { // as the store's readers do
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("stopped while waiting to read", stop);
                    }
                });
        assertThat(waits.await(10, SECONDS)).isTrue();
        supervisor.close();
        assertThat(health.parts().get("retention")).isInstanceOf(PartState.Up.class);
    }

    @Test
    void a_part_that_fails_is_down_and_begins_again_by_itself() throws InterruptedException {
        var again = new CountDownLatch(2);
        supervisor.watch(
                "retention",
                () -> {
                    again.countDown();
                    if (again.getCount() > 0) {
                        throw new IllegalStateException("the disk is full");
                    }
                    assertThat(health.parts().get("retention")).isInstanceOf(PartState.Down.class);
                    health.up("retention");
                    waits.countDown();
                });
        assertThat(waits.await(10, SECONDS)).isTrue();
        assertThat(health.parts().get("retention")).isInstanceOf(PartState.Up.class);
    }
}
