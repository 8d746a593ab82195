package vigilar.bus;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/// Sends devices away until the house itself has a subscription that lasts: what a broker takes
/// that nobody listens to is acknowledged and gone. So it is at the first start, and when the
/// broker begins anew. A device that hears "server unavailable" comes again and sends again.
final class OpeningHours extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningHours.class);

    /// Whether the house listens; of one start of the broker. Safe for all threads.
    static final class Listening {
        private volatile boolean begun;

        private final AtomicBoolean told = new AtomicBoolean();

        void begin() {
            begun = true;
        }

        private void sentAway() {
            if (!told.getAndSet(true)) {
                LOG.info("devices are sent away until the house listens");
            }
        }
    }

    private final Listening listening;

    /// This connection is of the house, and its subscriptions last.
    private boolean lasts;

    private boolean sentAway;

    OpeningHours(Listening listening) {
        this.listening = listening;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (sentAway) { // what it had said without waiting for an answer
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof MqttConnectMessage login) {
            var how = login.variableHeader();
            boolean ours = BusSecret.USER.equals(login.payload().userName());
            lasts = ours && !how.isCleanSession();
            if (!ours && !listening.begun) {
                listening.sentAway();
                sentAway = true;
                ReferenceCountUtil.release(message);
                var _ =
                        ctx.writeAndFlush(notYet(how.version()))
                                .addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    private static Object notYet(int version) {
        return MqttMessageBuilders.connAck()
                .returnCode(
                        version >= MqttVersion.MQTT_5.protocolLevel()
                                ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5
                                : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE)
                .build();
    }

    /// From 128 on a reason says no (MQTT 5.0, 3.9.3).
    private static boolean isYes(MqttSubAckMessage answer) {
        return answer.payload().reasonCodes().stream().allMatch(reason -> reason < 0x80);
    }

    /// The broker answers only to those whose password was right.
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (lasts && message instanceof MqttSubAckMessage answer && isYes(answer)) {
            listening.begin();
        }
        var _ = ctx.write(message, promise);
    }
}
