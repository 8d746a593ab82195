package vigilar.bus;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;

import io.reactivex.disposables.Disposable;
import io.reactivex.schedulers.Schedulers;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// One connection to the broker, from connect to loss; never used again after that. A new one has a
/// new MQTT client, so that nothing old is sent again behind our back.
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /// 5 s each for TCP, for the login and for the subscription: a broker that needs longer is as
    /// good as away.
    private static final int STEP_SECONDS = 5;

    /// 24 steps, two minutes, while what it kept for us comes first: 32 MiB at a time, at the pace
    /// in which it is stored.
    private static final int MOST_STEPS = 24;

    /// 1,000 words of ours without an answer; more fail at once.
    private static final int MOST_UNANSWERED = 1_000;

    /// 9 MiB: more than the embedded broker lets pass, so that what other brokers carry of a long
    /// list of devices reaches intake too. What is larger the broker keeps from us.
    private static final int LARGEST_PACKET = 9 << 20;

    /// A filter that no plan has.
    private static final String NOBODYS = "vigilar/nobody/nothing";

    private final long number;
    private final ClientPlan plan;
    private final Duration keepAlive;
    private final BrokerLogin login;
    private final Inbox inbox;
    private final Mqtt5Client client;
    private final Map<Long, Unanswered> unanswered = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();
    private final LongAdder arrivals = new LongAdder();
    private final CompletableFuture<Boolean> resumed = new CompletableFuture<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    /// @param keepAlive without traffic for so long we ask whether the broker is still there
    /// @param network starts the thread of its own that may have to wait for room in the inbox
    Connection(
            long number,
            ClientPlan plan,
            String clientId,
            Duration keepAlive,
            BrokerLogin login,
            Inbox inbox,
            Executor network) {
        this.number = number;
        this.keepAlive = keepAlive;
        this.plan = plan;
        this.login = login;
        this.inbox = inbox;
        this.client =
                Mqtt5Client.builder()
                        .identifier(clientId)
                        .executorConfig()
                        .nettyThreads(1)
                        .nettyExecutor(network)
                        .applicationScheduler(Schedulers.from(Runnable::run))
                        .applyExecutorConfig()
                        .transportConfig()
                        .serverHost(login.host())
                        .serverPort(login.port())
                        .sslConfig(login.tls())
                        .socketConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS)
                        .mqttConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS)
                        .applyTransportConfig()
                        .addDisconnectedListener(
                                context -> lose(Reasons.inWords(context.getCause(), clientId)))
                        .build();
    }

    /// Registers the receiver, connects, subscribes: returns when all of it stands.
    ///
    /// @return whether the broker knew our session
    /// @throws BusException why it did not work; the connection is closed then
    boolean open() throws InterruptedException {
        Disposable receiving =
                client.toRx()
                        .publishes(MqttGlobalPublishFilter.ALL, true)
                        .subscribe(this::arrived, failure -> lose(message(failure)));
        // Only when the client has let go of it: each holds on to the network thread they share.
        var _ = lost.whenComplete((_, _) -> receiving.dispose());
        try {
            var answer = async().connect(connect()).get(3 * STEP_SECONDS, TimeUnit.SECONDS);
            resumed.complete(answer.isSessionPresent());
            subscribe();
            return answer.isSessionPresent();
        } catch (ExecutionException e) {
            throw failed(Reasons.inWords(e.getCause() == null ? e : e.getCause(), ""), e);
        } catch (TimeoutException e) {
            throw failed("no answer in time", e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private BusException failed(String why, Throwable cause) {
        close();
        return new BusException(why + ": " + login, cause);
    }

    private Mqtt5AsyncClient async() {
        return client.toAsync();
    }

    private Mqtt5Connect connect() {
        boolean lasting = plan.session() instanceof ClientPlan.Session.Lasting;
        var connect =
                Mqtt5Connect.builder()
                        .cleanStart(!lasting)
                        .keepAlive((int) keepAlive.toSeconds())
                        .restrictions()
                        .receiveMaximum(plan.receiveMaximum())
                        .maximumPacketSize(LARGEST_PACKET)
                        .applyRestrictions();
        // "Never" and not "in a year": Artemis counts milliseconds in an int and would forget a
        // session of more than 24 days at once; HiveMQ would hold a dead one in memory as long.
        connect = lasting ? connect.noSessionExpiry() : connect.sessionExpiryInterval(0);
        var will = plan.will().map(Connection::message);
        if (will.isPresent()) {
            connect = connect.willPublish(will.get());
        }
        if (login.user().isPresent()) {
            var auth = connect.simpleAuth().username(login.user().get());
            var password = login.password();
            connect =
                    (password == null
                                    ? auth
                                    : auth.password(password.getBytes(StandardCharsets.UTF_8)))
                            .applySimpleAuth();
        }
        return connect.build();
    }

    private void subscribe() throws InterruptedException, ExecutionException, TimeoutException {
        if (plan.topicFilters().isEmpty()) {
            return;
        }
        var subscriptions =
                plan.topicFilters().stream()
                        .map(
                                filter ->
                                        Mqtt5Subscription.builder()
                                                .topicFilter(filter)
                                                .qos(MqttQos.AT_LEAST_ONCE)
                                                .retainAsPublished(plan.seesRetain())
                                                .retainHandling(
                                                        Mqtt5RetainHandling
                                                                .SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                                                .build())
                        .toList();
        var codes = subscribe(Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build());
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) == Mqtt5SubAckReasonCode.GRANTED_QOS_0 || codes.get(i).isError()) {
                throw failed(
                        "the broker refused the subscription to %s (%s)"
                                .formatted(plan.topicFilters().get(i), Reasons.plain(codes.get(i))),
                        new IllegalStateException(codes.get(i).toString()));
            }
        }
    }

    /// The answer comes behind all that a broker kept for us, if it says that first.
    private List<Mqtt5SubAckReasonCode> subscribe(Mqtt5Subscribe wish)
            throws InterruptedException, ExecutionException, TimeoutException {
        var answer = async().subscribe(wish);
        try {
            for (int step = 1; ; step++) {
                long heard = arrivals.sum();
                try {
                    return answer.get(STEP_SECONDS, TimeUnit.SECONDS).getReasonCodes();
                } catch (TimeoutException late) {
                    if (step == MOST_STEPS || arrivals.sum() == heard) {
                        throw late;
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Mqtt5SubAckException refused) {
                return refused.getMqttMessage().getReasonCodes(); // to name the filter with it
            }
            throw e;
        }
    }

    private void arrived(Mqtt5Publish message) {
        arrivals.increment();
        inbox.put(
                new Inbox.Waiting(
                        new MqttDelivery(message, login.ours(), number, resumed, lost),
                        message.getQos() == MqttQos.AT_MOST_ONCE,
                        message.getPayload().map(ByteBuffer::remaining).orElse(0)),
                lost::isDone);
    }

    /// As [BusClient#publish] on this connection.
    CompletableFuture<Void> publish(Publication publication) {
        return answered(
                "not published, ",
                () ->
                        async().publish(message(publication))
                                .thenApply(result -> result.getError().orElse(null)));
    }

    /// As [BusClient#caughtUp] on this connection. It asks to end a subscription that nobody has:
    /// that changes nothing, needs no right and is answered in any case (MQTT 5.0, 3.10.4); and
    /// what comes over one connection is read in its order.
    CompletableFuture<Void> caughtUp() {
        return answered(
                "no answer, ",
                () ->
                        async().unsubscribe(Mqtt5Unsubscribe.builder().topicFilter(NOBODYS).build())
                                .handle(
                                        (_, failure) ->
                                                failure instanceof Mqtt5UnsubAckException
                                                        ? null // an answer, too
                                                        : failure));
    }

    /// Fails when the connection is lost before the answer: the client would wait on.
    ///
    /// @param says completes with what is wrong, or with null
    private CompletableFuture<Void> answered(
            String without, Supplier<CompletableFuture<? extends @Nullable Throwable>> says) {
        var open = new Unanswered(without, new CompletableFuture<>());
        if (unanswered.size() >= MOST_UNANSWERED) {
            open.fail(MOST_UNANSWERED + " words already wait for the broker: " + login);
            return open.done();
        }
        long ticket = tickets.incrementAndGet();
        unanswered.put(ticket, open);
        if (lost.isDone()) { // the loss may already have failed all it knew of
            unanswered.remove(ticket);
            open.fail(lost.join());
            return open.done();
        }
        var _ =
                says.get()
                        .whenComplete(
                                (wrong, failure) -> {
                                    unanswered.remove(ticket);
                                    var error = failure == null ? wrong : failure;
                                    if (error == null) {
                                        open.done().complete(null);
                                    } else {
                                        open.fail(Reasons.inWords(error, "") + ": " + login);
                                    }
                                });
        return open.done();
    }

    /// @param without how a failure begins
    private record Unanswered(String without, CompletableFuture<Void> done) {
        void fail(String why) {
            done.completeExceptionally(new BusException(without + why));
        }
    }

    private static Mqtt5Publish message(Publication publication) {
        return Mqtt5Publish.builder()
                .topic(publication.topic())
                .payload(publication.payload())
                .qos(qos(publication))
                .retain(publication.retain())
                .build();
    }

    private static MqttQos qos(Publication publication) {
        return publication.assured() ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE;
    }

    /// As [Delivery#connection].
    long number() {
        return number;
    }

    /// Completes with the reason when the connection is gone.
    CompletableFuture<String> lost() {
        return lost;
    }

    private void lose(String why) {
        if (lost.complete(why + ": " + login)) {
            resumed.complete(false);
            unanswered.values().forEach(open -> open.fail(why + ": " + login));
            unanswered.clear();
        }
    }

    private static String message(Throwable failure) {
        return Reasons.inWords(failure, "");
    }

    /// Disconnects in order if it still stands, and says the will first: after that the broker
    /// forgets it, and Artemis does so even when it is told not to (MQTT 5, 3.14.2.1).
    void close() {
        if (!lost.isDone()) {
            plan.will().ifPresent(word -> awaitBriefly(publish(word)));
            awaitBriefly(async().disconnect());
        }
        lose("closed");
    }

    private static void awaitBriefly(CompletableFuture<?> step) {
        try {
            step.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            LOG.debug("not connected, or does not answer: gone either way");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
