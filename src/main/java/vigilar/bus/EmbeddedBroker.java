package vigilar.bus;

import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The broker inside the house: Apache Artemis, speaking MQTT 3.1.1 and 5. A QoS 1 publication is
/// on the disk before it is acknowledged; sessions and retained messages survive a kill. Safe for
/// any number of threads.
///
/// QoS 0 is at most once: kept in memory, lost with the process. When messages of 32 MiB wait or
/// the disk has less than 64 MiB left, the broker stops reading from publishers, with a warning in
/// the log, until there is room; our own publications still pass. What waits for devices is dropped
/// before it comes to that, see [Backlog].
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /// 30 s: a large journal after a kill takes seconds to read.
    private static final int START_SECONDS = 30;

    /// 1 s: a broker that failed is away no longer than a client's second try to connect.
    private static final long LOOK_MILLIS = 1_000;

    /// 5 s: so long a device may stay whose login was changed.
    private static final long ROUND_MILLIS = 5_000;

    private static final Pattern MACHINE =
            Pattern.compile(
                    "(?i)permission denied|access ?denied|no space left|too many open files"
                            + "|read-only file system");

    private final DeviceLogins logins;
    private final Consumer<String> setAside;

    /// How the sessions of this house begin; empty: nobody is waited for.
    private final Optional<String> waitsFor;

    private final InstantSource clock;
    private final AtomicReference<@Nullable String> broken = new AtomicReference<>();

    /// With the real port once that is known, so that a restart is found where the clients look.
    private BusSettings settings;

    /// It has started once in this process.
    private boolean hasRun;

    private @Nullable ActiveMQServerImpl server;
    private @Nullable HouseRules rules;
    private @Nullable Backlog backlog;
    private long startedNanos;
    private @Nullable InetSocketAddress address;

    /// One that lets devices in from the start.
    EmbeddedBroker(
            BusSettings settings,
            DeviceLogins logins,
            Consumer<String> setAside,
            InstantSource clock) {
        this(settings, logins, setAside, Optional.empty(), clock);
    }

    private EmbeddedBroker(
            BusSettings settings,
            DeviceLogins logins,
            Consumer<String> setAside,
            Optional<String> waitsFor,
            InstantSource clock) {
        this.waitsFor = waitsFor;
        this.settings = settings;
        this.logins = logins;
        this.setAside = setAside;
        this.clock = clock;
    }

    /// That of a house: lets devices in once the house listens or has a session that waits for it.
    ///
    /// @param logins who may come in unless the settings say open
    /// @param setAside told at each start the names of all folders of the data folder that keep
    ///   damaged files of a broker
    /// @param sessions how the lasting sessions of this house begin; those of an earlier house,
    ///   whose store is gone, are removed
    public static EmbeddedBroker ofHouse(
            BusSettings settings,
            DeviceLogins logins,
            Consumer<String> setAside,
            String sessions,
            InstantSource clock) {
        return new EmbeddedBroker(settings, logins, setAside, Optional.of(sessions), clock);
    }

    /// Starts it and returns once it accepts clients. Files that it cannot start with are set aside
    /// if it starts without them, and told of.
    ///
    /// @throws PortTaken somebody else listens there; nothing was changed
    /// @throws BusException it cannot start: the message says why
    public synchronized void start() {
        if (server != null) {
            return;
        }
        refuseTakenPort();
        var files = new BrokerFolder(settings.dataFolder(), clock);
        if (!hasRun) {
            files.mendCutOff();
        }
        try {
            startOnce();
        } catch (BusException failure) {
            // Only with a reason of its own, since a long journal may just take long to read; and
            // never while the process runs: files that could be read a moment ago are not damaged.
            if (hasRun || broken.get() == null || isOfTheMachine(broken.get()) || !files.exists()) {
                throw failure;
            }
            startWithout(files, failure);
        }
        hasRun = true;
        tell(files);
    }

    /// It runs: what cannot be told now is told at the next start.
    private void tell(BrokerFolder files) {
        try {
            files.emptyAttics();
            files.damaged().forEach(setAside);
        } catch (RuntimeException failure) {
            LOG.error("damaged files of the broker are kept and cannot be told of", failure);
        }
    }

    /// A missing right, a full disk or too many open files: nothing that other files would mend.
    private static boolean isOfTheMachine(@Nullable String why) {
        return why != null && MACHINE.matcher(why).find();
    }

    /// Whether its files are damaged is tried: it starts with new ones, or they are put back.
    private void startWithout(BrokerFolder files, BusException failure) {
        var aside = files.setAside();
        try {
            startOnce();
            LOG.error(
                    "the broker's files are damaged ({}): it begins anew, they are kept in {}",
                    failure.getMessage(),
                    aside);
        } catch (BusException other) {
            files.putBack(aside);
            failure.addSuppressed(other);
            throw failure;
        }
    }

    private void startOnce() {
        var plan = BrokerPlan.of(settings);
        var houseRules =
                new HouseRules(
                        settings,
                        BusSecret.ofBroker(settings.dataFolder()),
                        plan.getWildcardConfiguration(),
                        logins,
                        clock);
        var shelf = new Shelf(plan.getWildcardConfiguration(), System::nanoTime);
        plan.registerBrokerPlugin(shelf);
        var artemis = new ActiveMQServerImpl(plan, houseRules);
        artemis.getServiceRegistry().setExecutorService(new BrokerThreads());
        shelf.of(artemis);
        houseRules.sessions().of(artemis);
        var listening = new OpeningHours.Listening();
        if (waitsFor.isEmpty()) {
            listening.begin();
        }
        artemis.addProtocolManagerFactory(
                new GuardedMqtt(houseRules, shelf, listening, new SparingLog(LOG, clock)));
        listenForFailures(artemis);
        try {
            artemis.start();
            boolean up =
                    broken.get() == null
                            && artemis.waitForActivation(START_SECONDS, TimeUnit.SECONDS);
            var acceptor = up ? artemis.getRemotingService().getAcceptor("mqtt") : null;
            if (!(acceptor instanceof NettyAcceptor netty) || netty.getActualPort() <= 0) {
                throw new BusException(
                        "the embedded broker did not start: "
                                + (broken.get() == null ? "see the log" : broken.get()));
            }
            houseRules.sessions().forgetEnded();
            if (waitsFor.isPresent()) {
                houseRules.sessions().removeOthersThan(waitsFor.get());
                if (houseRules.sessions().anyOf(waitsFor.get())) {
                    listening.begin();
                }
            }
            server = artemis;
            rules = houseRules;
            backlog = new Backlog(artemis, houseRules);
            startedNanos = System.nanoTime();
            address = new InetSocketAddress(settings.mqtt().getHostString(), netty.getActualPort());
            settings = settings.listeningOn(address);
            LOG.info("the broker listens on {}:{}", address.getHostString(), address.getPort());
        } catch (BusException e) {
            stop(artemis);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(artemis);
            throw new BusException("interrupted while the embedded broker started", e);
        } catch (Exception e) { // what Artemis declares
            stop(artemis);
            throw new BusException("the embedded broker did not start: " + e.getMessage(), e);
        }
    }

    private void listenForFailures(ActiveMQServerImpl artemis) {
        broken.set(null);
        artemis.registerActivationFailureListener(
                failure ->
                        broken.compareAndSet(
                                null,
                                failure.getMessage()
                                        + (failure.getCause() == null
                                                ? ""
                                                : " (" + failure.getCause() + ")")));
        artemis.registerIOCriticalErrorListener(
                (cause, message, file) -> {
                    LOG.error("the broker's journal failed: {} ({})", message, file, cause);
                    broken.compareAndSet(null, "the broker's journal failed: " + message);
                });
    }

    private void refuseTakenPort() {
        var wanted =
                new InetSocketAddress(settings.mqtt().getHostString(), settings.mqtt().getPort());
        if (wanted.isUnresolved()) {
            throw new BusException("no such host: " + wanted.getHostString());
        }
        if (wanted.getPort() == 0) {
            return;
        }
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(wanted);
        } catch (IOException e) {
            throw new PortTaken(wanted, e);
        }
    }

    /// Where it listens: the real port, also when any was asked for.
    ///
    /// @throws BusException it is not running
    public synchronized InetSocketAddress address() {
        if (address == null) {
            throw new BusException("the embedded broker is not running");
        }
        return address;
    }

    /// True while it takes messages; false before the start, after the stop and when its disk
    /// failed: then close and start it again.
    public synchronized boolean running() {
        return server != null && server.isActive() && broken.get() == null;
    }

    /// Returns never while all is well: looks every second, and when the broker has failed stops
    /// it. Makes room in it meanwhile. [#start] then starts it again.
    ///
    /// @throws BusException why it failed
    public void awaitFailure() throws InterruptedException {
        while (running()) {
            makeRoom();
            Thread.sleep(LOOK_MILLIS);
        }
        var why = broken.get();
        close();
        throw new BusException(why == null ? "the embedded broker has stopped" : why);
    }

    /// Drops what waits too long for others; once a second.
    synchronized void makeRoom() {
        makeRoom(Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /// @param running since the start
    synchronized void makeRoom(Duration running) {
        if (backlog != null && rules != null && server != null) {
            backlog.trim();
            rules.sessions().forgetUnclaimed(running);
        }
    }

    /// Hangs up on devices whose login no longer holds, every 5 s until interrupted.
    public void watchLogins() throws InterruptedException {
        while (true) {
            var current = currentRules();
            if (current != null) {
                current.endStale();
            }
            Thread.sleep(ROUND_MILLIS);
        }
    }

    private synchronized @Nullable HouseRules currentRules() {
        return rules;
    }

    /// Logins and publications refused by the rules of the house since the start.
    public synchronized long refused() {
        return rules == null ? 0 : rules.refused();
    }

    /// Stops it: clients are disconnected, the journal is closed in order. Idempotent.
    @Override
    public synchronized void close() {
        if (server != null) {
            stop(server);
            server = null;
            address = null;
            LOG.info("the broker has stopped");
        }
    }

    private static void stop(ActiveMQServerImpl artemis) {
        // A waiting interrupt would close the channels of Artemis's journal under its feet.
        boolean interrupted = Thread.interrupted();
        try {
            artemis.stop();
            if (artemis.getServiceRegistry().getExecutorService() instanceof BrokerThreads own) {
                own.end();
            }
        } catch (Exception e) { // what Artemis declares; nothing is left to undo
            LOG.warn("the broker did not stop in order", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
