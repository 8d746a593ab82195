package vigilar.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import vigilar.text.PlainText;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Stands before the broker at one connection: turns away what could hurt others, and stops reading
/// from a publisher while the broker has not worked off what it sent, its memory is full, or the
/// publisher is too fast: nothing is dropped. The broker itself would take any amount into memory.
final class Doorkeeper extends ChannelInboundHandlerAdapter {
    /// 8 MiB: the longest list of devices that Zigbee2MQTT may say; a gateway that is cut off for
    /// it would be lost with all its devices. The rest is for topic and properties. Who has not
    /// logged in gets less, see [Threshold].
    static final int LARGEST_PACKET = (8 << 20) + (64 << 10);

    /// 1,024 bytes, 64 levels: twice what intake accepts; some 65,000 levels once overflowed the
    /// stack of other brokers.
    static final int LONGEST_TOPIC = 1_024;

    static final int MOST_LEVELS = 64;

    /// 100: a device that wants more asks again.
    static final int MOST_FILTERS = 100;

    /// 256 bytes: ids are kept with each session.
    static final int LONGEST_CLIENT_ID = 256;

    /// 256 messages or 2 MiB wait for the broker per connection; then we stop reading.
    private static final int MOST_WAITING = 256;

    private static final long MOST_WAITING_BYTES = 2L << 20;

    /// 10 s from the first byte to the end of the login.
    private static final int LOGIN_SECONDS = 10;

    /// 50 ms: how often a stopped publisher looks whether there is room again.
    private static final int LOOK_MILLIS = 50;

    private final HouseRules rules;
    private final Shelf shelf;
    private final Places places;
    private final BooleanSupplier full;
    private final SparingLog log;
    private final Subscribed subscribed;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private boolean connected;
    private boolean ours;
    private boolean paused;
    private boolean looking;

    /// Who says to be here; the broker looks at the password.
    private String user = "";

    /// Of this connection, until it is known whose it is.
    private Pace pace;

    private boolean paceOfLogin;

    /// @param full whether the broker's memory or disk is full
    Doorkeeper(HouseRules rules, Shelf shelf, Places places, BooleanSupplier full, SparingLog log) {
        this.rules = rules;
        this.shelf = shelf;
        this.places = places;
        this.full = full;
        this.log = log;
        subscribed = new Subscribed(rules.sessions());
        this.pace = rules.pace(Optional.empty());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress from) {
            var none = places.enter(from.getAddress());
            if (none.isPresent()) {
                rules.noPlace(from.getAddress().getHostAddress(), none.get());
                var _ = ctx.close();
                return;
            }
            ctx.channel().closeFuture().addListener(_ -> places.leave(from.getAddress()));
        }
        var _ =
                ctx.executor()
                        .schedule(() -> closeUnlessConnected(ctx), LOGIN_SECONDS, TimeUnit.SECONDS);
    }

    private void closeUnlessConnected(ChannelHandlerContext ctx) {
        if (!connected && ctx.channel().isActive()) {
            log.warn("cut off %s: no login within 10 s".formatted(ctx.channel().remoteAddress()));
            var _ = ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof MqttMessage packet)) {
            ctx.fireChannelRead(message);
            return;
        }
        var refusal = refusal(packet);
        if (refusal == null && packet instanceof MqttConnectMessage login) {
            refusal = willRefusal(login);
        }
        if (refusal == null && !ours) {
            refusal = subscribed.refusal(packet);
        }
        if (refusal != null) {
            log.warn("cut off %s: %s".formatted(ctx.channel().remoteAddress(), refusal));
            ReferenceCountUtil.release(packet);
            var _ = ctx.close();
            return;
        }
        if (packet instanceof MqttConnectMessage login) {
            connected = true;
            user = Objects.requireNonNullElse(login.payload().userName(), "");
            ours = BusSecret.USER.equals(user);
            subscribed.in(
                    rules.sessionName(
                            login.payload().userName(), login.payload().clientIdentifier()));
            Threshold.crossed(ctx.pipeline());
        }
        if (packet instanceof MqttPublishMessage publication) {
            ctx.fireChannelRead(counted(ctx, publication));
            tellIfTooFast(ctx);
            pauseIfNeeded(ctx);
        } else if (packet instanceof MqttConnectMessage login) {
            ctx.fireChannelRead(new Introduction(rules, shelf).of(login));
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private @Nullable String willRefusal(MqttConnectMessage login) {
        var who = login.payload();
        return login.variableHeader().isWillFlag() && who.willTopic() != null
                ? rules.willRefusal(who.userName(), password(who), who.willTopic())
                : null;
    }

    private static @Nullable String password(MqttConnectPayload who) {
        var bytes = who.passwordInBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static @Nullable String refusal(MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            return "malformed packet or one over 8 MiB ("
                    + PlainText.excerpt(String.valueOf(packet.decoderResult().cause().getMessage()))
                    + ")";
        }
        return switch (packet) {
            case MqttConnectMessage login ->
                    tooLong(login.payload().clientIdentifier(), LONGEST_CLIENT_ID)
                            ? "client id over 256 bytes"
                            : login.variableHeader().isWillFlag()
                                    ? topicRefusal(login.payload().willTopic())
                                    : null;
            case MqttPublishMessage publication ->
                    topicRefusal(publication.variableHeader().topicName());
            case MqttSubscribeMessage wish -> filterRefusal(wish);
            default -> null;
        };
    }

    private static @Nullable String filterRefusal(MqttSubscribeMessage wish) {
        var filters = wish.payload().topicSubscriptions();
        if (filters.size() > MOST_FILTERS) {
            return "more than 100 filters at once";
        }
        for (var filter : filters) {
            var refusal = topicRefusal(filter.topicFilter());
            if (refusal != null) {
                return refusal;
            }
            // Artemis names the queue of a shared subscription by the share's name and that of a
            // session by its client id: a share of our name would be our session's queue.
            if (filter.topicFilter().startsWith("$share/" + HouseRules.OUR_CLIENT_IDS)) {
                return "a shared subscription by a name of ours";
            }
            if (filter.topicFilter().matches("\\$share/[^/]*" + HouseRules.OWNER_MARK + ".*")) {
                return "a shared subscription by the name of a session";
            }
        }
        return null;
    }

    private static @Nullable String topicRefusal(@Nullable String topic) {
        if (topic == null) {
            return null; // by alias: it was looked at when the alias was made
        }
        if (tooLong(topic, LONGEST_TOPIC)) {
            return "topic over 1,024 bytes";
        }
        if (topic.chars().filter(c -> c == '/').count() >= MOST_LEVELS) {
            return "topic of more than 64 levels";
        }
        // To Artemis "address::queue" means the queue itself, anybody's.
        return topic.contains("::") ? "'::' in a topic" : null;
    }

    private static boolean tooLong(@Nullable String text, int bytes) {
        return text != null && text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }

    /// The same message with a payload that tells us when the broker is done with it.
    private MqttPublishMessage counted(ChannelHandlerContext ctx, MqttPublishMessage publication) {
        var payload = publication.payload();
        int size = payload.readableBytes();
        var topic = publication.variableHeader().topicName();
        boolean retained = publication.fixedHeader().isRetain();
        boolean bounded = retained && size > 0 && !ours; // empty: clears what is kept
        var place = bounded ? place(ctx, topic, size) : Optional.<Shelf.Wish>empty();
        if (bounded && place.isEmpty()) {
            rules.notKept(owner(ctx), topic);
        }
        waiting.incrementAndGet();
        waitingBytes.addAndGet(size);
        var copy =
                new CountedPayload(
                        ctx.alloc(),
                        size,
                        () -> {
                            place.ifPresent(shelf::release);
                            done(ctx, size);
                        });
        copy.writeBytes(payload);
        var counted =
                new MqttPublishMessage(
                        header(
                                publication.fixedHeader(),
                                retained && (!bounded || place.isPresent())),
                        publication.variableHeader(),
                        copy);
        publication.release();
        return counted;
    }

    private Optional<Shelf.Wish> place(ChannelHandlerContext ctx, String topic, int size) {
        var login = rules.on(ctx.channel().id());
        return shelf.reserve(
                owner(ctx),
                other -> login.map(rights -> rights.mayPublish(other)).orElse(false),
                topic,
                size);
    }

    /// Whose message it is: what somebody typed as a name before the broker has looked at the
    /// password counts for nobody, since it may be another's, or a password.
    private String owner(ChannelHandlerContext ctx) {
        return rules.on(ctx.channel().id())
                .map(DeviceRights::name)
                .orElseGet(() -> rules.isOpen() ? user : "");
    }

    private static MqttFixedHeader header(MqttFixedHeader said, boolean retain) {
        return new MqttFixedHeader(
                said.messageType(), said.isDup(), said.qosLevel(), retain, said.remainingLength());
    }

    private void tellIfTooFast(ChannelHandlerContext ctx) {
        if (ours) {
            return;
        }
        var login = rules.on(ctx.channel().id());
        if (!paceOfLogin && login.isPresent()) {
            paceOfLogin = true;
            pace = rules.pace(login);
        }
        if (pace.happened()) {
            rules.tooFast(login, String.valueOf(ctx.channel().remoteAddress()));
        }
    }

    private void done(ChannelHandlerContext ctx, int size) {
        int left = waiting.decrementAndGet();
        long bytes = waitingBytes.addAndGet(-size);
        if (left == MOST_WAITING / 2 || (left == 0 && bytes == 0)) {
            ctx.executor().execute(() -> resumeIfPossible(ctx));
        }
    }

    private void pauseIfNeeded(ChannelHandlerContext ctx) {
        boolean brokerFull = !ours && full.getAsBoolean();
        if (brokerFull) {
            log.warn("the broker is full (memory or disk): publishers wait");
        }
        if (!paused && (brokerFull || mustWait())) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
            lookAgain(ctx);
        }
    }

    private boolean mustWait() {
        return (!ours && pace.isOver())
                || waiting.get() > MOST_WAITING
                || waitingBytes.get() > MOST_WAITING_BYTES;
    }

    /// At most one look is pending: each pause begins one and the broker's work may end it early.
    private void lookAgain(ChannelHandlerContext ctx) {
        if (looking) {
            return;
        }
        looking = true;
        var _ =
                ctx.executor()
                        .schedule(
                                () -> {
                                    looking = false;
                                    resumeIfPossible(ctx);
                                },
                                LOOK_MILLIS,
                                TimeUnit.MILLISECONDS);
    }

    private void resumeIfPossible(ChannelHandlerContext ctx) {
        if (!paused || !ctx.channel().isActive()) {
            return;
        }
        if (mustWait() || (!ours && full.getAsBoolean())) {
            lookAgain(ctx);
            return;
        }
        paused = false;
        ctx.channel().config().setAutoRead(true);
    }

    private static final class CountedPayload extends UnpooledHeapByteBuf {
        private final Runnable released;

        CountedPayload(ByteBufAllocator allocator, int size, Runnable released) {
            super(allocator, size, size);
            this.released = released;
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            released.run();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ByteBuf bytes && super.equals(bytes);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
