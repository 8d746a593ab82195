package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/// No device is told that its message is safe because something else of the broker's is.
class KeptPromiseTest {
    private static final String TOPIC = "vigilar.sensor.new.motion";

    @TempDir Path folder;

    /// @param waiting where an acknowledgement waits for its message
    private record Stage(ActiveMQServer broker, OperationContextImpl waiting)
            implements AutoCloseable {
        void somebodyListensToANewTopic() throws Exception {
            listens("kept-for-somebody");
        }

        void listens(String name) throws Exception {
            broker.createQueue(
                    QueueConfiguration.of(name)
                            .setAddress(TOPIC)
                            .setRoutingType(RoutingType.MULTICAST)
                            .setAutoCreateAddress(true));
        }

        void goesOnWaiting() {
            assertThat(waiting.getStoreLineUpField()).isZero();
            assertThat(broker.getStorageManager().getContext())
                    .as("what comes next waits as before")
                    .isSameAs(waiting);
        }

        @Override
        public void close() {
            broker.getStorageManager().clearContext();
            try {
                broker.stop();
            } catch (Exception failure) {
                throw new IllegalStateException("the broker does not stop", failure);
            }
        }
    }

    private Stage stage(ActiveMQServerPlugin... plugins) throws Exception {
        var plan = new ConfigurationImpl();
        plan.setSecurityEnabled(false);
        plan.setJMXManagementEnabled(false);
        plan.setJournalType(JournalType.NIO);
        plan.setJournalFileSize(1 << 16);
        plan.setJournalDirectory(folder.resolve("journal").toString());
        plan.setBindingsDirectory(folder.resolve("bindings").toString());
        plan.setPagingDirectory(folder.resolve("paging").toString());
        plan.setLargeMessagesDirectory(folder.resolve("large").toString());
        List.of(plugins).forEach(plan::registerBrokerPlugin);
        var broker = new ActiveMQServerImpl(plan);
        broker.start();
        var waiting = new OperationContextImpl(Runnable::run);
        broker.getStorageManager().setContext(waiting);
        return new Stage(broker, waiting);
    }

    @Test
    void by_itself_the_broker_takes_a_new_topic_for_the_message_that_waits() throws Exception {
        try (var stage = stage()) {
            stage.somebodyListensToANewTopic();
            assertThat(stage.waiting.getStoreLineUpField())
                    .as("if this is 0 the broker has learnt it, and KeptPromise can go")
                    .isPositive();
        }
    }

    @Test
    void a_new_topic_and_a_new_listener_are_no_acknowledgement_of_another_message()
            throws Exception {
        try (var stage = stage(new KeptPromise())) {
            stage.somebodyListensToANewTopic();
            stage.goesOnWaiting();
        }
    }

    @Test
    void nor_is_a_topic_that_changes_or_goes() throws Exception {
        try (var stage = stage(new KeptPromise())) {
            stage.somebodyListensToANewTopic();
            var topic = SimpleString.of(TOPIC);
            stage.broker.updateAddressInfo(topic, EnumSet.allOf(RoutingType.class));
            stage.goesOnWaiting();
            stage.broker.destroyQueue(SimpleString.of("kept-for-somebody"));
            if (stage.broker.getAddressInfo(topic) != null) {
                stage.broker.removeAddressInfo(topic, null);
            }
            assertThat(stage.waiting.getStoreLineUpField()).isZero();
        }
    }

    @Test
    void a_topic_that_somebody_else_made_just_then_changes_nothing() throws Exception {
        try (var stage = stage(new KeptPromise())) {
            stage.somebodyListensToANewTopic();
            stage.broker.addAddressInfo(stage.broker.getAddressInfo(SimpleString.of(TOPIC)));
            stage.listens("another");
            stage.goesOnWaiting();
        }
    }

    @Test
    void a_thread_of_the_broker_forgets_whose_message_it_stored_before() throws Exception {
        var threads = new BrokerThreads();
        try {
            threads.submit(
                            () ->
                                    OperationContextImpl.setContext(
                                            new OperationContextImpl(Runnable::run)))
                    .get();
            for (int i = 0; i < 20; i++) { // whichever of its threads it is
                assertThat(
                                threads.submit(() -> OperationContextImpl.getContext(null) == null)
                                        .get())
                        .isTrue();
            }
        } finally {
            threads.end();
        }
    }
}
