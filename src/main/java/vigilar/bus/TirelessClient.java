package vigilar.bus;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Keeps a [Connection] standing until it is closed. Two threads: one connects and reconnects, one
/// calls the receiver. A new connection is made only once the receiver has worked off what the last
/// one brought: so what waits here stays bounded, and the old comes before the new.
final class TirelessClient implements BusClient {
    private static final Logger LOG = LoggerFactory.getLogger(TirelessClient.class);

    /// 0.2 s: a broker on the same machine is back soon.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    /// 30 s: nobody waits long once it is back, and an external broker is not stormed.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// 5 s: a connection that stood so long was good; a shorter one counts as a failure, so that
    /// two that take each other's client id do not fight at full speed.
    private static final Duration GOOD = Duration.ofSeconds(5);

    /// 3 s each for the two threads at the end: the whole stop has ten.
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final ClientPlan plan;
    private final Supplier<BrokerLogin> login;
    private final Duration keepAlive;
    private final InstantSource clock;
    private final String clientId;
    private final Inbox inbox;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile Link link;
    private volatile @Nullable Connection current;

    TirelessClient(
            ClientPlan plan, Supplier<BrokerLogin> login, Duration keepAlive, InstantSource clock) {
        this.plan = plan;
        this.keepAlive = keepAlive;
        this.login = login;
        this.clock = clock;
        this.inbox = new Inbox(clock);
        this.link = new Link.Starting(clock.instant());
        this.clientId =
                switch (plan.session()) {
                    case ClientPlan.Session.Lasting(var id) -> id;
                    case ClientPlan.Session.Passing() -> plan.name() + "-" + UUID.randomUUID();
                };
    }

    @Override
    public synchronized void start() {
        if (!threads.isEmpty() || closing.getCount() == 0) {
            return;
        }
        threads.add(Thread.ofPlatform().name(plan.name() + "-link").start(this::keepConnected));
        threads.add(Thread.ofPlatform().name(plan.name() + "-inbox").start(this::receive));
    }

    private void keepConnected() {
        try {
            int failures = 0;
            for (long number = 1; closing.getCount() > 0; ) {
                var began = System.nanoTime();
                var connection = open(number);
                if (connection != null) {
                    number++;
                    var why = connection.lost().join();
                    current = null;
                    if (closing.getCount() == 0) {
                        return;
                    }
                    away(why);
                    if (System.nanoTime() - began > GOOD.toNanos()) {
                        failures = 0;
                    }
                }
                var pause = pauseAfter(++failures, ThreadLocalRandom.current().nextDouble());
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                inbox.awaitEmpty();
            }
        } catch (InterruptedException _) {
            LOG.debug("{}: closed while connecting", plan.name());
        }
    }

    private @Nullable Connection open(long number) throws InterruptedException {
        try {
            var connection =
                    new Connection(
                            number, plan, clientId, keepAlive, login.get(), inbox, this::network);
            boolean resumed = connection.open();
            current = connection;
            if (closing.getCount() == 0) {
                connection.close();
            } else {
                change(new Link.Up(clock.instant(), resumed));
            }
            return connection;
        } catch (BusException e) {
            away(String.valueOf(e.getMessage()));
            return null;
        } catch (RuntimeException e) {
            // Whatever it is: without this thread nobody would ever connect again, in silence.
            LOG.error("{}: connecting failed for a reason of our own", plan.name(), e);
            away("connecting failed: " + e);
            return null;
        }
    }

    /// The network thread of this client alone: it waits while the inbox is full, and nobody else's
    /// words do.
    private void network(Runnable loop) {
        Thread.ofPlatform().name(plan.name() + "-net").daemon().start(loop);
    }

    /// Doubles from 0.2 s to 30 s, then shortened by up to a quarter.
    ///
    /// @param chance from 0 to 1
    static Duration pauseAfter(int failures, double chance) {
        var doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1, 0, 8));
        var longest = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return longest.minus(Duration.ofMillis((long) (longest.toMillis() * chance / 4)));
    }

    private void away(String why) {
        var since = link instanceof Link.Away(var earlier, _) ? earlier : clock.instant();
        change(new Link.Away(since, why));
    }

    private void change(Link now) {
        var before = link;
        link = now;
        switch (now) {
            case Link.Starting _ -> {}
            case Link.Up(_, var resumed) ->
                    LOG.info("{}: connected{}", plan.name(), resumed ? ", session resumed" : "");
            case Link.Away(_, var why) -> {
                if (before instanceof Link.Away(_, var same) && same.equals(why)) {
                    return; // tried again, the same reason: said once
                }
                LOG.warn("{}: away from the broker, trying on: {}", plan.name(), why);
            }
        }
        plan.watcher().changed(now);
    }

    private void receive() {
        try {
            while (closing.getCount() > 0) {
                receive(inbox.take());
            }
        } catch (InterruptedException _) {
            LOG.debug("{}: closed while receiving", plan.name());
        }
    }

    /// A receiver that throws has not taken the message: it comes again on the next connection.
    private void receive(Delivery delivery) throws InterruptedException {
        try {
            plan.receiver().receive(delivery);
        } catch (RuntimeException e) {
            LOG.error("{}: the receiver failed, connecting anew", plan.name(), e);
            var connection = current;
            if (connection != null) {
                connection.close();
            }
        }
    }

    @Override
    public CompletableFuture<Void> publish(Publication publication) {
        var connection = current;
        return connection == null
                ? CompletableFuture.failedFuture(notDone("not published"))
                : connection.publish(publication);
    }

    @Override
    public CompletableFuture<Void> caughtUp(long connection) {
        var standing = current;
        if (standing == null) {
            return CompletableFuture.failedFuture(notDone("not asked"));
        }
        return standing.number() == connection
                ? standing.caughtUp()
                : CompletableFuture.failedFuture(
                        new BusException("not asked: another connection stands"));
    }

    private BusException notDone(String what) {
        return new BusException(
                switch (link) {
                    case Link.Away(_, var why) -> what + ", " + why;
                    default -> what + ": not connected";
                });
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void close() {
        List<Thread> toJoin;
        synchronized (this) {
            closing.countDown();
            toJoin = List.copyOf(threads);
            threads.clear();
        }
        var connection = current;
        current = null;
        if (connection != null) {
            connection.close();
        }
        for (var thread : toJoin) {
            end(thread);
        }
        if (!toJoin.isEmpty()) {
            link = new Link.Away(clock.instant(), "closed");
        }
    }

    private void end(Thread thread) {
        if (thread == Thread.currentThread()) {
            return; // closed from its own watcher or receiver: ends when that returns
        }
        thread.interrupt();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                LOG.warn("{} did not stop in time", thread.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
