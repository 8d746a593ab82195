package vigilar.bus;

import io.netty.channel.ChannelId;

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

import vigilar.text.PlainText;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import javax.security.auth.Subject;

/// Who may do what on the embedded broker. Our own processes may do all. In a house with logins a
/// device may speak and listen on its own topics only; in an open one anywhere but on ours. Nobody
/// takes a client id of ours.
final class HouseRules implements ActiveMQSecurityManager5 {
    private static final Logger LOG = LoggerFactory.getLogger(HouseRules.class);
    private static final String DEVICE = "device";
    private static final String TOO_MANY_CONNECTIONS =
            "has %d connections already".formatted(Insiders.MOST_CONNECTIONS);
    private static final String TOO_MANY_SESSIONS =
            "has %d sessions already, each with its own client id"
                    .formatted(KeptSessions.MOST_EACH);
    private static final String NOT_KEPT =
            "was said, but is not kept for later: too many or too large retained messages";

    /// A PIN is in it: for Vigilar's eyes only.
    private static final String ARM_REQUEST = "system/arm_request";

    /// Client ids that begin so are ours: whoever has the id has the session and its messages.
    static final String OUR_CLIENT_IDS = "vigilar-";

    /// Between user and client id in the name of a session; no user's name holds it.
    static final String OWNER_MARK = "@";

    private final Prefix prefix;
    private final boolean open;
    private final byte[] secret;
    private final WildcardConfiguration wildcards;
    private final SparingLog refusals;
    private final DeviceLogins logins;
    private final Denials denials;
    private final Insiders inside;
    private final KeptSessions sessions = new KeptSessions();
    private final LongAdder refused = new LongAdder();

    HouseRules(
            BusSettings settings,
            BusSecret secret,
            WildcardConfiguration wildcards,
            DeviceLogins logins,
            InstantSource clock) {
        this.prefix = settings.prefix();
        this.open = settings.open();
        this.inside = new Insiders(settings.deviceRate(), System::nanoTime);
        this.secret = secret.value().getBytes(StandardCharsets.UTF_8);
        this.wildcards = wildcards;
        this.refusals = new SparingLog(LOG, clock);
        this.logins = logins;
        this.denials = new Denials(logins, System::nanoTime);
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
        return open ? subject(DEVICE) : device(user, password, connection);
    }

    /// Asked anew for each message, since nothing is cached: who is inside is not looked up again.
    private @Nullable Subject device(
            @Nullable String user, @Nullable String password, RemotingConnection connection) {
        var known = inside.of(connection);
        if (known.isPresent() && known.get().name().equals(user)) {
            return subject(known.get());
        }
        if (user == null || password == null) {
            return refuseLogin(connection, new Admission.Out("", "no user name and password"));
        }
        return switch (logins.find(user, password)) {
            case Admission.Out out -> refuseLogin(connection, out);
            case Admission.In(var rights) -> {
                if (!sessions.hasPlaceFor(user, connection.getClientID())) {
                    yield refuseLogin(connection, new Admission.Out(user, TOO_MANY_SESSIONS));
                }
                yield inside.admit(connection, rights)
                        ? subject(rights)
                        : refuseLogin(connection, new Admission.Out(user, TOO_MANY_CONNECTIONS));
            }
        };
    }

    /// Who is logged in on a line, as far as that is known yet.
    Optional<DeviceRights> on(ChannelId line) {
        return inside.on(line);
    }

    /// How fast a login may speak.
    Pace pace(Optional<DeviceRights> login) {
        return inside.pace(login);
    }

    /// Nobody logs in here.
    boolean isOpen() {
        return open;
    }

    KeptSessions sessions() {
        return sessions;
    }

    /// Hangs up on devices whose login no longer holds, and forgets those that have gone.
    void endStale() {
        inside.endUnless(
                logins::holds,
                rights -> LOG.info("hung up on {}: its login no longer holds", rights.name()));
    }

    /// Why somebody may not leave that last will; null if they may. The broker itself does not look
    /// at the rights of a will when it carries it out.
    @Nullable String willRefusal(@Nullable String user, @Nullable String password, String topic) {
        if (BusSecret.USER.equals(user)) {
            return null; // with another password than ours it does not come in
        }
        var rights =
                !open
                                && user != null
                                && password != null
                                && logins.find(user, password) instanceof Admission.In(var found)
                        ? Optional.of(found)
                        : Optional.<DeviceRights>empty();
        if (open ? mayPublish(topic) : rights.isEmpty() || mayPublish(rights.get(), topic)) {
            return null; // who has no rights is refused at the login, in a moment
        }
        refused.increment();
        rights.ifPresent(
                device ->
                        denials.told(
                                Denial.of(device.name(), topic, "may not leave a last will here")));
        return "a last will for " + PlainText.excerpt(topic);
    }

    /// The client id under which the broker keeps a device's session: with its user before it, so
    /// that nobody gets the messages of another by taking its id.
    String sessionName(@Nullable String user, String clientId) {
        return hasOwnSessions(user) && !clientId.isEmpty()
                ? user + OWNER_MARK + clientId
                : clientId;
    }

    /// True if the sessions of this user are counted.
    boolean hasOwnSessions(@Nullable String user) {
        return !open && user != null && !BusSecret.USER.equals(user);
    }

    /// It speaks faster than it may: it is not read from for a while.
    void tooFast(Optional<DeviceRights> login, String address) {
        LOG.warn(
                "{} at {} says more than {} messages a second: it has to wait",
                login.map(DeviceRights::name).orElse(DEVICE),
                address,
                inside.aSecond());
        var why =
                "says more than %d messages a second (broker.device_rate), and has to wait"
                        .formatted(inside.aSecond());
        login.ifPresent(rights -> denials.told(Denial.ofFlood(rights.name(), why)));
    }

    /// A message went through and is not kept for who subscribes later.
    void notKept(String user, String topic) {
        refusals.warn(
                "not kept for later (too many or too large retained messages): %s (%s)"
                        .formatted(PlainText.excerpt(topic), PlainText.excerpt(user)));
        if (!user.isEmpty()) {
            denials.told(Denial.of(user, topic, NOT_KEPT));
        }
    }

    /// There was no place for somebody who has not even said a name.
    void noPlace(String address, String why) {
        refused.increment();
        refusals.warn("refused a connection from %s: %s".formatted(address, why));
        denials.told(Denial.ofStranger(address, why));
    }

    /// What waited for a device is no more.
    ///
    /// @param device empty in an open house
    void dropped(String device, String why) {
        refusals.warn("%s: %s".formatted(device.isEmpty() ? DEVICE : device, why));
        if (!device.isEmpty()) {
            denials.told(Denial.of(device, "", why));
        }
    }

    private @Nullable Subject refuseLogin(RemotingConnection connection, String what) {
        return refuseLogin(
                connection, new Admission.Out("", "the " + what + " is not one it may use"));
    }

    private @Nullable Subject refuseLogin(RemotingConnection connection, Admission.Out out) {
        refused.increment();
        var address = host(connection.getRemoteAddress());
        refusals.warn(
                "refused a client at %s: %s%s"
                        .formatted(
                                connection.getRemoteAddress(),
                                out.why(),
                                out.device().isEmpty() ? "" : " (" + out.device() + ")"));
        denials.told(
                out.device().isEmpty()
                        ? Denial.ofStranger(address, out.why())
                        : Denial.of(out.device(), "", out.why() + ", at " + address));
        return null;
    }

    /// Without the port, which is another one each time.
    private static String host(@Nullable String address) {
        var text = String.valueOf(address).replaceFirst("^/", "");
        return text.replaceFirst(":[0-9]+$", "");
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

    private static Subject subject(DeviceRights rights) {
        var subject = subject(rights.name());
        subject.getPrincipals().add(new Insider(rights));
        return subject;
    }

    private record Insider(DeviceRights rights) implements Principal {
        @Override
        public String getName() {
            return rights.name();
        }
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
        // also "address::queue", which no client can say itself, see Doorkeeper
        var plain = address.replaceFirst("::.*", "");
        var topic = MQTTUtil.getMqttTopicFromCoreAddress(plain, wildcards);
        var device = subject.getPrincipals(Insider.class).stream().findFirst();
        boolean allowed =
                device.map(insider -> may(insider.rights(), check, topic))
                        .orElseGet(() -> open && anybodyMay(check, topic));
        if (!allowed) {
            refused.increment();
            var name = device.map(Insider::getName).orElse(DEVICE);
            refusals.warn(
                    "refused a device: %s %s (%s)"
                            .formatted(check, PlainText.excerpt(topic), name));
            device.ifPresent(
                    insider ->
                            denials.told(
                                    Denial.of(insider.getName(), topic, denied(check, topic))));
        }
        return allowed;
    }

    /// A topic that nobody has used yet is refused before it is known whether it was to be written
    /// or read.
    private static String denied(CheckType check, String topic) {
        return switch (check) {
            case SEND -> "may not publish here";
            case CREATE_ADDRESS ->
                    topic.contains("+") || topic.contains("#")
                            ? "may not read here"
                            : "may not use this topic";
            default -> "may not read here";
        };
    }

    private boolean anybodyMay(CheckType check, String topic) {
        return switch (check) {
            case SEND -> mayPublish(topic);
            case CONSUME,
                    CREATE_ADDRESS,
                    CREATE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE,
                    DELETE_ADDRESS -> // that of a filter, when its last subscriber leaves it
                    !brokersOwn(topic);
            case MANAGE, BROWSE, VIEW, EDIT -> false;
        };
    }

    private boolean may(DeviceRights rights, CheckType check, String topic) {
        return anybodyMay(check, topic)
                && switch (check) {
                    case SEND -> mayPublish(rights, topic);
                    case CREATE_ADDRESS -> mayPublish(rights, topic) || mayRead(rights, topic);
                    case CONSUME,
                            CREATE_DURABLE_QUEUE,
                            CREATE_NON_DURABLE_QUEUE,
                            DELETE_DURABLE_QUEUE,
                            DELETE_NON_DURABLE_QUEUE,
                            DELETE_ADDRESS ->
                            mayRead(rights, topic);
                    case MANAGE, BROWSE, VIEW, EDIT -> false;
                };
    }

    /// A topic of ours that devices may write to must have been given by its very name.
    private boolean mayPublish(DeviceRights rights, String topic) {
        return mayPublish(topic)
                && (isOurs(topic) ? rights.names(topic) : rights.mayPublish(topic));
    }

    private boolean mayRead(DeviceRights rights, String filter) {
        return rights.mayRead(filter) && !TopicFilter.holds(filter, prefix.topic(ARM_REQUEST));
    }

    private boolean mayPublish(String topic) {
        if (brokersOwn(topic)) {
            return false;
        }
        return !isOurs(topic)
                || topic.equals(prefix.topic(ARM_REQUEST))
                || topic.equals(prefix.topic("system/health"));
    }

    private boolean isOurs(String topic) {
        return isBelow("events", topic) || isBelow("system", topic);
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
