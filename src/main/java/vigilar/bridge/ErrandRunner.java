package vigilar.bridge;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.rules.Errand;
import vigilar.rules.Errands;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Says on the bus what the rules want said, in the order in which they wanted it. A row is deleted
/// after the broker's acknowledgement: a crash in between says it again. One loop, for the
/// supervisor.
public final class ErrandRunner {
    /// The part's name on the health board.
    public static final String PART = "errands";

    /// 10 s without an acknowledgement: the broker has forgotten it.
    private static final Duration ACKNOWLEDGEMENT_PATIENCE = Duration.ofSeconds(10);

    /// 1 s: how soon what is late is seen, and what could not be said is tried again.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Bus bus;
    private final Prefix prefix;
    private final Errands errands;
    private final Health health;
    private final Semaphore something = new Semaphore(0);

    public ErrandRunner(Bus bus, Prefix prefix, Errands errands, Health health) {
        this.bus = bus;
        this.prefix = prefix;
        this.errands = errands;
        this.health = health;
    }

    /// Something may be to be said.
    public void wake() {
        something.release();
    }

    /// Runs until interrupted.
    ///
    /// @throws vigilar.storage.StorageException when the rows cannot be read or changed
    public void run() throws InterruptedException {
        try (var client = bus.client(ClientPlan.publisher(PART, this::told))) {
            client.start();
            while (true) {
                if (client.link() instanceof Link.Up) {
                    say(client);
                }
                errands.giveUpLate(why(client.link()));
                if (something.tryAcquire(patience().toMillis(), TimeUnit.MILLISECONDS)) {
                    something.drainPermits();
                }
            }
        }
    }

    private void told(Link link) {
        switch (link) {
            case Link.Starting _ -> health.starting(PART);
            case Link.Up _ -> {
                health.up(PART);
                something.release();
            }
            case Link.Away(_, var why) -> health.down(PART, why);
        }
    }

    private static String why(Link link) {
        return switch (link) {
            case Link.Starting _ -> "the broker was not reached yet";
            case Link.Up _ -> "the broker did not take it, or the house was off";
            case Link.Away(_, var why) -> why;
        };
    }

    private Duration patience() {
        return errands.patience()
                .filter(it -> it.compareTo(LOOK) < 0 && it.isPositive())
                .orElse(LOOK);
    }

    /// One after the other. What the broker refuses holds up what else is for its topic, and
    /// nothing else.
    private void say(BusClient client) throws InterruptedException {
        var refused = new HashMap<String, String>();
        for (var errand : errands.due()) {
            if (refused.containsKey(errand.topic())) {
                continue;
            }
            try {
                client.publish(publication(errand))
                        .get(ACKNOWLEDGEMENT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                errands.said(errand);
            } catch (ExecutionException failure) {
                if (!(client.link() instanceof Link.Up)) {
                    return; // told by the link
                }
                refused.put(errand.topic(), Failures.inWords(failure));
            } catch (TimeoutException _) {
                refused.put(errand.topic(), "the broker does not acknowledge");
                break;
            }
        }
        refused.entrySet().stream()
                .findFirst()
                .ifPresentOrElse(
                        it -> health.down(PART, it.getKey() + ": " + it.getValue()),
                        () -> health.up(PART));
    }

    private Publication publication(Errand errand) {
        return new Publication(
                errand.below() ? prefix.topic(errand.topic()) : errand.topic(),
                errand.payload().getBytes(StandardCharsets.UTF_8),
                errand.retained());
    }
}
