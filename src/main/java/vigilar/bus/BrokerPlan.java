package vigilar.bus;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

import java.util.Map;

/// How the embedded Artemis is set up: durable, small, without cluster, JMX or other protocols.
final class BrokerPlan {
    /// 32 MiB for all messages in the broker: an eighth of the 256 MiB heap the house is meant to
    /// live in. Beyond it publishers wait (see [Doorkeeper]).
    private static final long MEMORY_BYTES = 32L << 20;

    /// 1 MiB: Artemis fills each new file with zeros, so small ones make the start quick.
    static final int JOURNAL_FILE_BYTES = 1 << 20;

    /// 0.2 ms in which writes gather for one sync, about as long as that takes. Artemis's own 3.3
    /// ms are made for disks that turn, and a message waits for several syncs on its way to the
    /// page.
    private static final int JOURNAL_GATHER_NANOS = 200_000;

    /// 64 MiB: below it publishers wait, before a write fails. Artemis's own bound, 90 % of the
    /// disk, would stop a house with hundreds of gigabytes free.
    private static final long DISK_FREE_BYTES = 64L << 20;

    /// 10,000 messages kept for a device that is away; then the oldest go. Ours are never dropped.
    /// Without a bound one forgotten client with `#` would fill the broker and stop the house.
    private static final long FOREIGN_QUEUE_MESSAGES = 10_000;

    /// One day: sessions of MQTT 3.1.1 devices that do not come back. MQTT 5 devices say it
    /// themselves, as long as the broker runs (see [KeptSessions]).
    static final int FOREIGN_SESSION_SECONDS = 86_400;

    /// 16 short names for topics on one connection: each is kept in memory, and saves few bytes.
    private static final int TOPIC_ALIASES = 16;

    /// 500 ms for clients that are just leaving: their sessions are taken apart on threads of the
    /// broker, which must not find its journal closed. Those that stay are cut off then.
    private static final long GOODBYE_MILLIS = 500;

    private BrokerPlan() {}

    static Configuration of(BusSettings settings) {
        var folder = BrokerFolder.of(settings.dataFolder());
        var plan = new ConfigurationImpl();
        plan.setName("vigilar");
        plan.setPersistenceEnabled(true);
        plan.setJournalType(JournalType.NIO);
        plan.setJournalDirectory(folder.resolve("journal").toString());
        plan.setBindingsDirectory(folder.resolve("bindings").toString());
        plan.setLargeMessagesDirectory(folder.resolve("large").toString());
        plan.setPagingDirectory(folder.resolve("paging").toString());
        plan.setJournalFileSize(JOURNAL_FILE_BYTES);
        plan.setJournalMinFiles(2);
        plan.setJournalPoolFiles(4);
        plan.setJournalBufferTimeout_NIO(JOURNAL_GATHER_NANOS);
        plan.setJournalSyncTransactional(true);
        plan.setJournalSyncNonTransactional(true);
        plan.setJournalDatasync(true);
        plan.setJournalLockAcquisitionTimeout(2_000);
        plan.setGlobalMaxSize(MEMORY_BYTES);
        plan.setMaxDiskUsage(-1);
        plan.setMinDiskFree(DISK_FREE_BYTES);
        plan.setDiskScanPeriod(1_000);
        plan.setSecurityEnabled(true);
        plan.setAuthenticationCacheSize(0); // who may log in also depends on the client id
        plan.setAuthorizationCacheSize(0);
        plan.setJMXManagementEnabled(false);
        plan.setMessageCounterEnabled(false);
        plan.setCriticalAnalyzer(false);
        plan.setSuppressSessionNotifications(true);
        plan.setScheduledThreadPoolMaxSize(2);
        plan.setPersistIDCache(false);
        plan.setResolveProtocols(false);
        plan.setGracefulShutdownEnabled(true);
        plan.setGracefulShutdownTimeout(GOODBYE_MILLIS);
        plan.addAddressSetting("#", addresses());
        plan.addAcceptorConfiguration(acceptor(settings));
        plan.registerBrokerPlugin(new BoundForeignQueues());
        plan.registerBrokerPlugin(new PassingSessions());
        plan.registerBrokerPlugin(new OwnWords(settings.prefix(), plan.getWildcardConfiguration()));
        plan.registerBrokerPlugin(new KeptOrder());
        plan.registerBrokerPlugin(new KeptPromise());
        plan.registerBrokerPlugin(new Receipts());
        return plan;
    }

    private static AddressSettings addresses() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK)
                .setMaxSizeBytes(-1)
                .setMaxDeliveryAttempts(-1) // the default, 10, would drop what is often redelivered
                .setAutoCreateAddresses(true)
                .setAutoDeleteAddresses(true);
    }

    private static TransportConfiguration acceptor(BusSettings settings) {
        var transport =
                Map.<String, Object>of(
                        "host",
                        settings.mqtt().getHostString(),
                        "port",
                        settings.mqtt().getPort(),
                        "protocols",
                        "MQTT",
                        "remotingThreads",
                        2,
                        "connectionsAllowed",
                        Places.MOST,
                        "tcpNoDelay",
                        true);
        var mqtt =
                Map.<String, Object>of(
                        "maximumPacketSize",
                        Doorkeeper.LARGEST_PACKET,
                        "defaultMqttSessionExpiryInterval",
                        FOREIGN_SESSION_SECONDS,
                        "topicAliasMaximum",
                        TOPIC_ALIASES,
                        "serverKeepAlive",
                        -1);
        return new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), transport, "mqtt", mqtt);
    }

    private static final class BoundForeignQueues implements ActiveMQServerQueuePlugin {
        @Override
        public void beforeCreateQueue(QueueConfiguration queue) {
            if (Backlog.isForeign(queue.getName().toString())) {
                queue.setRingSize(FOREIGN_QUEUE_MESSAGES);
            }
        }
    }
}
