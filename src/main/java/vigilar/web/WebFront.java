package vigilar.web;

import com.sun.management.UnixOperatingSystemMXBean;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.arming.Lookback;
import vigilar.supervisor.Health;
import vigilar.timeline.Timeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The front door: pages, API, stream, static files, health. Serves from [#start] to [#close].
public final class WebFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebFront.class);

    /// 8 threads: one accepts, one selects, the others carry writes and quick answers; whatever
    /// waits for the store is on virtual threads.
    private static final int THREADS = 8;

    /// 64 KiB: the kernel would hold some 4 MB for a browser that does not read, and hide it.
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    /// 8 KiB of headers: what browsers send fits twice.
    private static final int HEADER_BYTES = 8 << 10;

    /// 4 KiB: an answer is written in one piece; what is smaller is put together with its headers.
    private static final int OUTPUT_BYTES = 4 << 10;

    /// 60 s of silence; streams and unfinished requests have shorter timers of their own.
    private static final long IDLE_MILLIS = 60_000;

    /// 256 connects may wait for being accepted: a room full of tablets after a restart.
    private static final int BACKLOG = 256;

    /// 500 open files stay for the store, the broker and its devices: connections that only stand
    /// there must not keep a sensor out. Beyond it they wait in the system's queue.
    private static final long FILES_FOR_OTHERS = 500;

    /// 50 connections even where the file limit is tiny: a few browsers.
    private static final long FEWEST_CONNECTIONS = 50;

    /// 2 s for answers under way at the end.
    private static final long STOP_MILLIS = 2_000;

    /// 64 requests at a time on one connection: a page needs some 20.
    private static final int STREAMS_EACH = 64;

    /// 256 KiB on their way to us on one connection: four of the longest forms, read as they come.
    private static final int CONNECTION_WINDOW_BYTES = 256 << 10;

    private static final Duration ROUND = Duration.ofSeconds(5);

    /// 1 s: how soon a failure is noticed.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final WebSettings settings;
    private final Optional<Timeline> timeline;
    private final Optional<WaysIn> waysIn;
    private final Optional<DoorKey> key;
    private final OpenStreams streams = new OpenStreams();
    private final Doorman doorman = new Doorman();
    private final Server server;
    private final ServerConnector connector;
    private volatile boolean closed;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    /// Stores what it is given; nothing is opened before [#start].
    public WebFront(WebSettings settings, Household household, InstantSource clock) {
        this(
                settings,
                Optional.of(household.timeline()),
                household.waysIn(),
                clock,
                (gate, streams) -> routes(household, gate, streams, clock));
    }

    private static List<Route> routes(
            Household household, Gate gate, OpenStreams streams, InstantSource clock) {
        var ways = household.waysIn();
        var unseen = new Unseen(household);
        return Stream.of(
                        List.of(
                                Route.line(
                                        StreamDoor.PATH,
                                        new StreamDoor(household.timeline(), streams))),
                        new Pages(household, unseen, clock, ZoneId.systemDefault()).routes(),
                        new Api(household.archive(), unseen, household.refusals(), clock).routes(),
                        unseen.routes(),
                        new Condition(
                                        household.health(),
                                        household.metrics(),
                                        ways.isEmpty()
                                                ? Condition.Audience.EVERYBODY
                                                : Condition.Audience.SIGNED_IN)
                                .routes(),
                        new StaticFiles().routes(),
                        new CaDoor(household.householdCa()).routes(),
                        household.album().map(it -> new PictureDoor(it).routes()).orElse(List.of()),
                        household.pins().map(it -> new PinDoor(it).routes()).orElse(List.of()),
                        household
                                .devices()
                                .map(
                                        it ->
                                                new HeardPage(
                                                                it,
                                                                household.refusals(),
                                                                household.panel(),
                                                                ways.map(WaysIn::pins))
                                                        .routes())
                                .orElse(List.of()),
                        new AlarmPage(household.panel(), household.rules(), ways.map(WaysIn::pins))
                                .routes(),
                        new PanelDoor(household.panel(), ways.map(WaysIn::pins)).routes(),
                        new TryPage(
                                        new Lookback(household.archive(), household::areas),
                                        household.zones(),
                                        clock)
                                .routes(),
                        new RulesPage(
                                        household.rules(),
                                        household.rulesBefore(),
                                        household.panel(),
                                        new NeverHeard(household.devices(), household.archive()),
                                        clock)
                                .routes(),
                        new NotificationsPage(household.pushDesk()).routes(),
                        ways.map(known -> new WayInPages(known, gate).routes()).orElse(List.of()),
                        ways.map(known -> new AccountPage(known, clock).routes()).orElse(List.of()),
                        ways.map(known -> new PeoplePage(known).routes()).orElse(List.of()),
                        ways.map(known -> new PinsPage(known, clock).routes()).orElse(List.of()),
                        ways.map(known -> new DevicesPage(known).routes()).orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    private WebFront(
            WebSettings settings,
            Optional<Timeline> timeline,
            Optional<WaysIn> waysIn,
            InstantSource clock,
            BiFunction<Gate, OpenStreams, List<Route>> routes) {
        this.settings = settings;
        this.key = settings.tls().map(files -> new DoorKey(files, clock));
        this.timeline = timeline;
        this.waysIn = waysIn;
        var threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("web");
        threads.setReservedThreads(0);
        this.server = new Server(threads);
        this.connector = connector(server);
        var gate = new Gate(waysIn, new Origins(settings.trustedProxies()));
        var dress = new Dress(settings.frameAncestors());
        server.setHandler(
                new FrontDoor(
                        dress,
                        doorman,
                        new Callers(settings),
                        gate,
                        routes.apply(gate, streams),
                        readers));
        server.setErrorHandler(new Mishap(dress));
        server.setStopTimeout(STOP_MILLIS);
    }

    /// The side door of a process that shows no pages: only `/healthz`, `/readyz` and `/metrics`.
    ///
    /// @param metrics all figures in Prometheus' text format
    public static WebFront conditionOnly(
            WebSettings settings, Health health, Supplier<String> metrics) {
        return new WebFront(
                settings,
                Optional.empty(),
                Optional.empty(),
                InstantSource.system(),
                (_, _) -> new Condition(health, metrics, Condition.Audience.EVERYBODY).routes());
    }

    /// Ends the streams of those who are signed out or kept out; looks every few seconds until it
    /// is interrupted. Returns at once in an open house.
    ///
    /// @throws vigilar.storage.StorageException when the store cannot be read
    public void endStaleStreams() throws InterruptedException {
        if (waysIn.isPresent()) {
            streams.watch(waysIn.get().access());
        }
    }

    private ServerConnector connector(Server of) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BYTES);
        http.setInputBufferSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setNotifyRemoteAsyncErrors(true);
        var made = new ServerConnector(of, 1, 1, languages(http));
        made.setHost(settings.http().getHostString());
        made.setPort(settings.http().getPort());
        made.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        made.setAcceptedTcpNoDelay(true);
        made.setAcceptQueueSize(BACKLOG);
        made.setIdleTimeout(IDLE_MILLIS);
        made.addBean(doorman);
        of.addConnector(made);
        of.addBean(new NetworkConnectionLimit(connectionsWith(fileLimit()), made));
        return made;
    }

    /// Plain HTTP/1.1; with TLS also HTTP/2, as the browser likes.
    private ConnectionFactory[] languages(HttpConfiguration http) {
        var one = new HttpConnectionFactory(http);
        if (key.isEmpty()) {
            return new ConnectionFactory[] {one};
        }
        var secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // Callers looks at the name, also of those without SNI
        http.addCustomizer(secure);
        var two = new HTTP2ServerConnectionFactory(http);
        two.setMaxConcurrentStreams(STREAMS_EACH);
        two.setInitialStreamRecvWindow(Form.MOST_BYTES);
        two.setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
        var choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(one.getProtocol());
        var tls = new SslConnectionFactory(key.get().ssl(), choice.getProtocol());
        return new ConnectionFactory[] {tls, choice, two, one};
    }

    /// Looks after the certificate until it is interrupted; returns at once without one.
    public void watchCertificate(Health health) throws InterruptedException {
        if (key.isPresent()) {
            key.get().watch(health);
        }
    }

    static int connectionsWith(long files) {
        return (int) Math.clamp(files - FILES_FOR_OTHERS, FEWEST_CONNECTIONS, Integer.MAX_VALUE);
    }

    private static long fileLimit() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }

    /// Binds and serves; does nothing while it serves, nor after [#close]. After a failure it comes
    /// back on the same port.
    ///
    /// @throws PortTaken if the address cannot be listened on; nothing was changed
    /// @throws IOException if the server cannot start for another reason
    public synchronized void start() throws IOException {
        if (closed || serves()) {
            return;
        }
        if (key.isPresent()) {
            key.get().load();
        }
        try {
            connector.open();
        } catch (IOException taken) {
            throw new PortTaken(settings.http(), taken);
        }
        connector.setPort(connector.getLocalPort()); // the same one for ever
        try {
            server.start();
        } catch (Exception failure) { // what Jetty declares
            connector.close();
            throw new IOException("the web server does not start", failure);
        }
        connector.getScheduler().schedule(this::round, ROUND.toSeconds(), TimeUnit.SECONDS);
        if (closed) { // in between
            connector.close();
        }
    }

    private boolean serves() {
        return server.isRunning() && connector.isRunning() && connector.isOpen();
    }

    /// Returns never while all is well: looks every second, and when the server has failed takes it
    /// down. [#start] then starts it again.
    ///
    /// @throws IOException why it failed
    public void awaitFailure() throws IOException, InterruptedException {
        while (closed || serves()) {
            Thread.sleep(LOOK);
        }
        try {
            server.stop();
        } catch (Exception failure) { // what Jetty declares
            throw new IOException("the web server failed, and does not stop cleanly", failure);
        }
        throw new IOException("the web server has stopped listening");
    }

    private void round() {
        try {
            doorman.round(Doorman.PATIENCE);
        } catch (RuntimeException failure) {
            LOG.error("a round of the door failed; the next one is made", failure);
        }
        if (server.isRunning()) {
            connector.getScheduler().schedule(this::round, ROUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /// For tests: as if the listening socket had failed.
    ServerConnector connector() {
        return connector;
    }

    /// Who watches the connections that have not asked yet.
    Doorman doorman() {
        return doorman;
    }

    /// Where it listens, with the port that was found for port 0. After [#start].
    public InetSocketAddress address() {
        return new InetSocketAddress(settings.http().getHostString(), connector.getLocalPort());
    }

    /// Ends the streams in order, lets answers under way finish, and stops listening.
    ///
    /// @throws IOException if something of it did not stop
    @Override
    public void close() throws IOException {
        closed = true; // what stops now has not failed
        connector.close();
        timeline.ifPresent(Timeline::close);
        doorman.round(Duration.ZERO); // who only keeps a connection open need not be waited for
        try {
            server.stop();
        } catch (Exception failure) { // what Jetty declares
            throw new IOException("the web server does not stop cleanly", failure);
        } finally {
            endReading();
        }
    }

    /// Not longer than that, whatever is being read: the store behind us must still be closed in
    /// order, within the time that a stop has.
    private void endReading() {
        readers.shutdown();
        try {
            if (!readers.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("a page is still being read; its visitor gets no answer");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
