package vigilar.bus;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;

import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.server.ActiveMQComponent;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/// Artemis's MQTT with a bounded decoder and a [Doorkeeper] in front. Artemis's own decoder would
/// gather packets of up to 256 MiB, and its class offers no way to say otherwise: hence the proxy
/// around the one method that fills the pipeline.
@SuppressWarnings("rawtypes") // as Artemis declares its interfaces
final class GuardedMqtt implements ProtocolManagerFactory<MQTTInterceptor> {
    /// 64 packets: written within a millisecond.
    private static final int MOST_BEFORE_FLUSH = 64;

    private final MQTTProtocolManagerFactory artemis = new MQTTProtocolManagerFactory();
    private final HouseRules rules;
    private final Shelf shelf;
    private final OpeningHours.Listening listening;
    private final Places places = new Places();
    private final SparingLog log;

    GuardedMqtt(HouseRules rules, Shelf shelf, OpeningHours.Listening listening, SparingLog log) {
        this.rules = rules;
        this.shelf = shelf;
        this.listening = listening;
        this.log = log;
    }

    @Override
    public ProtocolManager createProtocolManager(
            ActiveMQServer server,
            Map<String, Object> parameters,
            List<BaseInterceptor> incoming,
            List<BaseInterceptor> outgoing)
            throws Exception {
        var manager = artemis.createProtocolManager(server, parameters, incoming, outgoing);
        return (ProtocolManager)
                Proxy.newProxyInstance(
                        GuardedMqtt.class.getClassLoader(),
                        new Class<?>[] {ProtocolManager.class},
                        (_, method, arguments) -> {
                            try {
                                var answer = method.invoke(manager, arguments);
                                if (method.getName().equals("addChannelHandlers")) {
                                    guard((ChannelPipeline) arguments[0], server);
                                }
                                return answer;
                            } catch (InvocationTargetException e) {
                                throw e.getCause() == null ? e : e.getCause();
                            }
                        });
    }

    private void guard(ChannelPipeline pipeline, ActiveMQServer server) {
        pipeline.replace(
                MqttDecoder.class, "bounded-mqtt", new MqttDecoder(Doorkeeper.LARGEST_PACKET));
        Threshold.putBefore("bounded-mqtt", pipeline);
        pipeline.addAfter(
                "bounded-mqtt",
                "doorkeeper",
                new Doorkeeper(
                        rules, shelf, places, () -> server.getPagingManager().isGlobalFull(), log));
        pipeline.addAfter("doorkeeper", "opening-hours", new OpeningHours(listening));
        // Artemis flushes after each packet; under a flood that is one call of the system for each
        pipeline.addFirst("one-flush", new FlushConsolidationHandler(MOST_BEFORE_FLUSH, true));
    }

    @Override
    public List<MQTTInterceptor> filterInterceptors(List<BaseInterceptor> interceptors) {
        return artemis.filterInterceptors(interceptors);
    }

    @Override
    public String[] getProtocols() {
        return artemis.getProtocols();
    }

    @Override
    public String getModuleName() {
        return artemis.getModuleName();
    }

    @Override
    public void loadProtocolServices(ActiveMQServer server, List<ActiveMQComponent> services) {
        artemis.loadProtocolServices(server, services);
    }

    @Override
    public void updateProtocolServices(ActiveMQServer server, List<ActiveMQComponent> services)
            throws Exception {
        artemis.updateProtocolServices(server, services);
    }
}
