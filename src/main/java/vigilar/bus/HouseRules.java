package vigilar.bus;

import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import javax.security.auth.Subject;

/// Who may do what on the embedded broker. Our own processes may do all; a device may speak and
/// listen anywhere but on our own topics, and cannot take a client id of ours.
final class HouseRules implements ActiveMQSecurityManager5 {
    private static final Logger LOG = LoggerFactory.getLogger(HouseRules.class);
    private static final String DEVICE = "device";

    /// Client ids that begin so are ours: whoever has the id has the session and its messages.
    static final String OUR_CLIENT_IDS = "vigilar-";

    private final Prefix prefix;
    private final boolean open;
    private final byte[] secret;
    private final WildcardConfiguration wildcards;
    private final SparingLog refusals;
    private final LongAdder refused = new LongAdder();

    HouseRules(
            BusSettings settings,
            BusSecret secret,
            WildcardConfiguration wildcards,
            InstantSource clock) {
        this.prefix = settings.prefix();
        this.open = settings.open();
        this.secret = secret.value().getBytes(StandardCharsets.UTF_8);
        this.wildcards = wildcards;
        this.refusals = new SparingLog(LOG, clock);
    }

    /// Logins and publications refused since the start.
    long refused() {
        return refused.sum();
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            RemotingConnection connection,
            @Nullable String domain) {
        if (BusSecret.USER.equals(user)) {
            return isSecret(password) ? subject(BusSecret.USER) : refuseLogin(connection, "secret");
        }
        var clientId = connection.getClientID();
        if (clientId != null && clientId.startsWith(OUR_CLIENT_IDS)) {
            return refuseLogin(connection, "client id");
        }
        return open ? subject(DEVICE) : refuseLogin(connection, "login");
    }

    private @Nullable Subject refuseLogin(RemotingConnection connection, String what) {
        refused.increment();
        refusals.warn(
                "refused a client at %s: the %s is not one it may use"
                        .formatted(connection.getRemoteAddress(), what));
        return null;
    }

    private boolean isSecret(@Nullable String password) {
        return password != null
                && MessageDigest.isEqual(secret, password.getBytes(StandardCharsets.UTF_8));
    }

    private static Subject subject(String name) {
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(name));
        return subject;
    }

    @Override
    public boolean authorize(
            @Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject == null) {
            return false;
        }
        if (subject.getPrincipals().contains(new UserPrincipal(BusSecret.USER))) {
            return check != CheckType.MANAGE;
        }
        var topic = MQTTUtil.getMqttTopicFromCoreAddress(address, wildcards);
        boolean allowed =
                switch (check) {
                    case SEND -> mayPublish(topic);
                    case CONSUME,
                            CREATE_ADDRESS,
                            CREATE_DURABLE_QUEUE,
                            CREATE_NON_DURABLE_QUEUE,
                            DELETE_DURABLE_QUEUE,
                            DELETE_NON_DURABLE_QUEUE ->
                            !brokersOwn(topic);
                    case DELETE_ADDRESS, MANAGE, BROWSE, VIEW, EDIT -> false;
                };
        if (!allowed) {
            refused.increment();
            refusals.warn("refused a device: %s %s".formatted(check, SparingLog.plain(topic)));
        }
        return allowed;
    }

    private boolean mayPublish(String topic) {
        if (brokersOwn(topic)) {
            return false;
        }
        boolean ours = isBelow("events", topic) || isBelow("system", topic);
        return !ours
                || topic.equals(prefix.topic("system/arm_request"))
                || topic.equals(prefix.topic("system/health"));
    }

    private boolean isBelow(String level, String topic) {
        var ours = prefix.topic(level);
        return topic.equals(ours) || topic.startsWith(ours + "/");
    }

    /// Where the broker itself keeps sessions and retained messages, and its management.
    private static boolean brokersOwn(String topic) {
        return topic.startsWith("$") || topic.equals("activemq") || topic.startsWith("activemq/");
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return BusSecret.USER.equals(user) && isSecret(password);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
        return validateUser(user, password) && check != CheckType.MANAGE;
    }
}
