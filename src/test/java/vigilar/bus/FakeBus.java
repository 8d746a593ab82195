package vigilar.bus;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A broker in memory with manual acknowledgement, lasting sessions and retained messages, that a
/// test can break and heal. It passes [BusContract] like the real ones.
public final class FakeBus implements Bus {
    private final InstantSource clock;
    private final List<FakeClient> clients = new ArrayList<>();
    private final Map<String, FakeSession> sessions = new HashMap<>();
    private final Map<String, Publication> retained = new LinkedHashMap<>();
    private final List<Publication> published = new ArrayList<>();
    private @Nullable String away;

    public FakeBus(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public BusClient client(ClientPlan plan) {
        return new FakeClient(plan);
    }

    /// The broker is gone until [#comeBack]; it keeps what lasting sessions have not acknowledged.
    public void goAway(String why) {
        List<FakeClient> told;
        synchronized (this) {
            away = why;
            told = List.copyOf(clients);
        }
        told.forEach(client -> client.disconnected(why));
    }

    public void comeBack() {
        List<FakeClient> told;
        synchronized (this) {
            away = null;
            told = List.copyOf(clients);
        }
        told.forEach(FakeClient::connect);
    }

    /// Says something from outside, as a device would.
    public void say(String topic, byte[] payload, boolean retain) {
        deliver(new Publication(topic, payload, retain));
    }

    /// The names of all connected clients.
    public synchronized List<String> connected() {
        return clients.stream().filter(c -> c.up).map(c -> c.plan.name()).toList();
    }

    /// The filters of all connected clients.
    public synchronized List<String> filters() {
        return clients.stream()
                .filter(c -> c.up)
                .flatMap(c -> c.plan.topicFilters().stream())
                .toList();
    }

    /// All that was published so far, in order.
    public synchronized List<Publication> published() {
        return List.copyOf(published);
    }

    private synchronized void deliver(Publication publication) {
        published.add(publication);
        if (publication.retain()) {
            if (publication.payload().length == 0) {
                retained.remove(publication.topic());
            } else {
                retained.put(publication.topic(), publication);
            }
        }
        var targets = new ArrayList<>(sessions.values());
        clients.stream()
                .filter(c -> c.up && c.plan.session() instanceof ClientPlan.Session.Passing)
                .forEach(c -> targets.add(c.session));
        for (var session : targets) {
            session.offer(publication, false);
        }
        notifyAll();
    }

    static boolean matches(String filter, String topic) {
        var wanted = filter.split("/", -1);
        var levels = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }

    private record Kept(long number, Publication publication, boolean retained) {}

    private static final class FakeSession {
        final List<String> filters = new ArrayList<>();
        final List<Kept> kept = new ArrayList<>();
        final Set<Long> sentBefore = new HashSet<>();
        int sent;
        long number;

        void offer(Publication publication, boolean retained) {
            if (filters.stream().anyMatch(filter -> matches(filter, publication.topic()))) {
                kept.add(new Kept(++number, publication, retained));
            }
        }
    }

    private final class FakeClient implements BusClient {
        private final ClientPlan plan;
        private FakeSession session = new FakeSession();
        private @Nullable Thread receiving;
        private volatile Link link = new Link.Starting(clock.instant());
        private volatile boolean up;
        private boolean closed;
        private boolean resumed;
        private long connection;

        FakeClient(ClientPlan plan) {
            this.plan = plan;
        }

        @Override
        public void start() {
            @Nullable String why;
            synchronized (FakeBus.this) {
                clients.add(this);
                why = away;
                receiving = Thread.ofPlatform().name("fake-" + plan.name()).start(this::receiveAll);
            }
            if (why == null) {
                connect();
            } else {
                disconnected(why);
            }
        }

        void connect() {
            Link now;
            synchronized (FakeBus.this) {
                if (closed || up || away != null) {
                    return;
                }
                resumed = false;
                if (plan.session() instanceof ClientPlan.Session.Lasting(var id)) {
                    var known = sessions.get(id);
                    resumed = known != null;
                    session = known == null ? new FakeSession() : known;
                    sessions.put(id, session);
                } else {
                    session = new FakeSession();
                }
                session.kept.subList(0, session.sent).stream()
                        .map(Kept::number)
                        .forEach(session.sentBefore::add);
                session.sent = 0;
                for (var filter : plan.topicFilters()) {
                    if (!session.filters.contains(filter)) {
                        session.filters.add(filter);
                        retained.values().stream()
                                .filter(kept -> matches(filter, kept.topic()))
                                .forEach(
                                        kept ->
                                                session.kept.add(
                                                        new Kept(++session.number, kept, true)));
                    }
                }
                connection++;
                up = true;
                now = new Link.Up(clock.instant(), resumed);
                link = now;
                FakeBus.this.notifyAll();
            }
            plan.watcher().changed(now);
        }

        void disconnected(String why) {
            synchronized (FakeBus.this) {
                if (closed) {
                    return;
                }
                up = false;
                link = new Link.Away(clock.instant(), why);
            }
            plan.watcher().changed(link);
        }

        private void receiveAll() {
            try {
                while (true) {
                    plan.receiver().receive(next());
                }
            } catch (InterruptedException _) {
                up = false; // closed
            }
        }

        private Delivery next() throws InterruptedException {
            synchronized (FakeBus.this) {
                while (!up
                        || session.sent >= session.kept.size()
                        || session.sent >= plan.receiveMaximum()) {
                    FakeBus.this.wait();
                }
                return new FakeDelivery(
                        this, session, session.kept.get(session.sent++), connection, resumed);
            }
        }

        @Override
        public CompletableFuture<Void> publish(Publication publication) {
            if (!up) {
                return CompletableFuture.failedFuture(new BusException("not published: away"));
            }
            deliver(publication);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> caughtUp(long asked) {
            synchronized (FakeBus.this) {
                return up && asked == connection
                        ? CompletableFuture.completedFuture(null) // it reads at once
                        : CompletableFuture.failedFuture(new BusException("not asked: away"));
            }
        }

        @Override
        public Link link() {
            return link;
        }

        @Override
        public void close() {
            Thread thread;
            boolean said;
            synchronized (FakeBus.this) {
                said = up;
                closed = true;
                up = false;
                link = new Link.Away(clock.instant(), "closed");
                clients.remove(this);
                thread = receiving;
            }
            if (said) {
                plan.will().ifPresent(FakeBus.this::deliver);
            }
            if (thread != null && thread != Thread.currentThread()) {
                thread.interrupt();
                try {
                    thread.join(3_000);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private final class FakeDelivery implements Delivery {
        private final FakeClient client;
        private final FakeSession session;
        private final Kept kept;
        private final long connection;
        private final boolean resumed;
        private final boolean again;

        FakeDelivery(
                FakeClient client,
                FakeSession session,
                Kept kept,
                long connection,
                boolean resumed) {
            this.client = client;
            this.session = session;
            this.kept = kept;
            this.connection = connection;
            this.resumed = resumed;
            this.again = session.sentBefore.contains(kept.number());
        }

        @Override
        public String topic() {
            return kept.publication().topic();
        }

        @Override
        public byte[] payload() {
            return kept.publication().payload();
        }

        @Override
        public boolean retained() {
            return kept.retained();
        }

        @Override
        public long connection() {
            return connection;
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public int packet() {
            return (int) (kept.number() % 65_535) + 1;
        }

        @Override
        public boolean again() {
            return again;
        }

        @Override
        public void acknowledge() {
            synchronized (FakeBus.this) {
                if (!client.up || client.connection != connection) {
                    return;
                }
                for (int i = 0; i < session.sent; i++) {
                    if (session.kept.get(i).number() == kept.number()) {
                        session.kept.remove(i);
                        session.sent--;
                        break;
                    }
                }
                FakeBus.this.notifyAll();
            }
        }
    }
}
