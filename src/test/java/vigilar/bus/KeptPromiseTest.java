package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.EnumSet;

/// No device is told that its message is safe because something else of the broker's is.
class KeptPromiseTest {
    private static final String TOPIC = "vigilar.sensor.new.motion";

    @TempDir Path folder;
    private ActiveMQServer broker;

    /// Where an acknowledgement waits for its message.
    private OperationContextImpl waiting;

    private StorageManager begin(boolean keepingPromises) throws Exception {
        var plan = new ConfigurationImpl();
        plan.setSecurityEnabled(false);
        plan.setJMXManagementEnabled(false);
        plan.setJournalType(JournalType.NIO);
        plan.setJournalFileSize(1 << 16);
        plan.setJournalDirectory(folder.resolve("journal").toString());
        plan.setBindingsDirectory(folder.resolve("bindings").toString());
        plan.setPagingDirectory(folder.resolve("paging").toString());
        plan.setLargeMessagesDirectory(folder.resolve("large").toString());
        if (keepingPromises) {
            plan.registerBrokerPlugin(new KeptPromise());
        }
        broker = new ActiveMQServerImpl(plan);
        broker.start();
        waiting = new OperationContextImpl(Runnable::run);
        broker.getStorageManager().setContext(waiting);
        return broker.getStorageManager();
    }

    @AfterEach
    void end() throws Exception {
        broker.getStorageManager().clearContext();
        broker.stop();
    }

    private void somebodySpeaksOnANewTopicAndSomebodyListens() throws Exception {
        broker.createQueue(
                QueueConfiguration.of("kept-for-somebody")
                        .setAddress(TOPIC)
                        .setRoutingType(RoutingType.MULTICAST)
                        .setAutoCreateAddress(true));
    }

    @Test
    void by_itself_the_broker_takes_a_new_topic_for_the_message_that_waits() throws Exception {
        begin(false);
        somebodySpeaksOnANewTopicAndSomebodyListens();
        assertThat(waiting.getStoreLineUpField())
                .as("if this is 0 the broker has learnt it, and KeptPromise can go")
                .isPositive();
    }

    @Test
    void a_new_topic_and_a_new_listener_are_no_acknowledgement_of_another_message()
            throws Exception {
        var storage = begin(true);
        somebodySpeaksOnANewTopicAndSomebodyListens();
        assertThat(waiting.getStoreLineUpField()).isZero();
        assertThat(storage.getContext()).as("what comes next waits as before").isSameAs(waiting);
    }

    @Test
    void nor_is_a_topic_that_changes_or_goes() throws Exception {
        begin(true);
        somebodySpeaksOnANewTopicAndSomebodyListens();
        var topic = SimpleString.of(TOPIC);
        broker.updateAddressInfo(topic, EnumSet.allOf(RoutingType.class));
        broker.destroyQueue(SimpleString.of("kept-for-somebody"));
        if (broker.getAddressInfo(topic) != null) {
            broker.removeAddressInfo(topic, null);
        }
        assertThat(waiting.getStoreLineUpField()).isZero();
    }

    @Test
    void a_topic_that_somebody_else_made_just_then_changes_nothing() throws Exception {
        var storage = begin(true);
        somebodySpeaksOnANewTopicAndSomebodyListens();
        broker.addAddressInfo(broker.getAddressInfo(SimpleString.of(TOPIC)));
        broker.createQueue(
                QueueConfiguration.of("another")
                        .setAddress(TOPIC)
                        .setRoutingType(RoutingType.MULTICAST));
        assertThat(waiting.getStoreLineUpField()).isZero();
        assertThat(storage.getContext()).isSameAs(waiting);
    }
}
