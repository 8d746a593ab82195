package vigilar.config;

import vigilar.alerts.PushSubject;
import vigilar.bus.Prefix;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every setting there is. The checks, `config show` and the operator guide all read this table.
public final class ConfigKeys {
    /// 8740: unassigned, and the one the scripts know.
    static final InetSocketAddress USUAL_HTTP =
            InetSocketAddress.createUnresolved("127.0.0.1", 8740);

    /// The same on every address: a house with logins is for all screens in it.
    static final InetSocketAddress USUAL_LAN_HTTP =
            InetSocketAddress.createUnresolved("0.0.0.0", 8740);

    /// 1883: MQTT's own port, which devices try first.
    static final InetSocketAddress USUAL_MQTT =
            InetSocketAddress.createUnresolved("127.0.0.1", 1883);

    /// The same on every address, for a house whose devices have logins.
    static final InetSocketAddress USUAL_LAN_MQTT =
            InetSocketAddress.createUnresolved("0.0.0.0", 1883);

    public static final Key<Path> DATA =
            new Key<>(
                    "data",
                    "--data",
                    Kind.PATH,
                    "`~/.local/share/vigilar` (below `$XDG_DATA_HOME` if that is set)",
                    "The folder in which the house keeps all it knows; made when missing.");
    public static final Key<InetSocketAddress> HTTP =
            new Key<>(
                    "http",
                    "--http",
                    Kind.ADDRESS,
                    "`0.0.0.0:8740`; with `open` `127.0.0.1:8740`",
                    "Where browsers reach the page; `0.0.0.0`: at every address of this machine."
                            + " Port 0: any free one.");
    public static final Key<InetSocketAddress> MQTT =
            new Key<>(
                    "mqtt",
                    "--mqtt",
                    Kind.ADDRESS,
                    "`0.0.0.0:1883`; with `open` `127.0.0.1:1883`",
                    "Where devices reach the embedded broker; a process without the role `broker`"
                            + " looks for it there. Port 0: any free one.");
    public static final Key<Boolean> OPEN =
            new Key<>(
                    "open",
                    "--open",
                    Kind.YES_OR_NO,
                    "`false`",
                    "No login on the web and no password on the embedded broker. Refused unless"
                            + " both addresses are loopback.");
    public static final Key<Prefix> PREFIX =
            new Key<>(
                    "prefix",
                    "",
                    Kind.PREFIX,
                    "`vigilar`",
                    "The first level of all topics, one to four plain words.");
    public static final Key<URI> BUS_URL =
            new Key<>(
                    "bus.url",
                    "--bus",
                    Kind.BROKER,
                    "the embedded broker",
                    "An external broker instead of the embedded one: `mqtt://HOST:PORT`, or"
                            + " `mqtts://HOST:PORT` with TLS.");
    public static final Key<String> BUS_USER =
            new Key<>("bus.user", "", Kind.WORD, "none", "The user at the external broker.");
    public static final Key<Path> BUS_PASSWORD_FILE =
            new Key<>(
                    "bus.password_file",
                    "",
                    Kind.PATH,
                    "none",
                    "A file with that user's password on its first line.");
    public static final Key<Path> BUS_CA =
            new Key<>(
                    "bus.ca",
                    "",
                    Kind.PATH,
                    "those of the JDK",
                    "PEM file with the authorities to trust (`mqtts`).");
    public static final Key<Path> BUS_CLIENT_CERTIFICATE =
            new Key<>(
                    "bus.client_certificate",
                    "",
                    Kind.PATH,
                    "none",
                    "PEM file with our own certificate chain; together with `client_key`.");
    public static final Key<Path> BUS_CLIENT_KEY =
            new Key<>(
                    "bus.client_key",
                    "",
                    Kind.PATH,
                    "none",
                    "PEM file (PKCS#8) with the key to it.");
    public static final Key<Kind.HostNames> WEB_HOSTS =
            new Key<>(
                    "web.hosts",
                    "",
                    Kind.HOSTS,
                    "`[]`",
                    "Further host names that browsers may use for us, beside loopback names and"
                            + " the address of `http`.");

    public static final Key<Path> WEB_CERTIFICATE =
            new Key<>(
                    "web.certificate",
                    "",
                    Kind.PATH,
                    "none",
                    "PEM file with the certificate chain of the page: HTTPS instead of HTTP;"
                            + " together with `key`. A changed file is taken without a restart.");
    public static final Key<Path> WEB_KEY =
            new Key<>("web.key", "", Kind.PATH, "none", "PEM file (PKCS#8) with the key to it.");
    public static final Key<Kind.Networks> WEB_TRUSTED_PROXIES =
            new Key<>(
                    "web.trusted_proxies",
                    "",
                    Kind.NETWORKS,
                    "`[]`",
                    "Addresses or networks of proxies whose `X-Forwarded-For` and"
                            + " `X-Forwarded-Proto` are believed; of nobody else.");
    public static final Key<Kind.Origins> WEB_FRAME_ANCESTORS =
            new Key<>(
                    "web.frame_ancestors",
                    "",
                    Kind.ORIGINS,
                    "`[]`",
                    "Origins whose pages may show ours in a frame, such as a dashboard's. Signing"
                            + " in works there only if they are on the same host or domain.");

    public static final Key<Boolean> ZIGBEE2MQTT_ENABLED =
            new Key<>(
                    "zigbee2mqtt.enabled",
                    "",
                    Kind.YES_OR_NO,
                    "`true`",
                    "Listen to Zigbee2MQTT, if there is one on the broker.");
    public static final Key<Prefix> ZIGBEE2MQTT_BASE =
            new Key<>(
                    "zigbee2mqtt.base",
                    "",
                    Kind.PREFIX,
                    "`zigbee2mqtt`",
                    "Its base topic (`mqtt.base_topic` there).");
    public static final Key<Prefix> HOME_ASSISTANT_PREFIX =
            new Key<>(
                    "home_assistant.prefix",
                    "",
                    Kind.PREFIX,
                    "none",
                    "Where Home Assistant looks for devices (its own is `homeassistant`): the alarm"
                            + " panel is offered there.");
    public static final Key<Boolean> FRIGATE_ENABLED =
            new Key<>(
                    "frigate.enabled",
                    "",
                    Kind.YES_OR_NO,
                    "`true`",
                    "Listen to Frigate, if there is one on the broker.");
    public static final Key<Prefix> FRIGATE_PREFIX =
            new Key<>(
                    "frigate.prefix",
                    "",
                    Kind.PREFIX,
                    "`frigate`",
                    "Its topic prefix (`mqtt.topic_prefix` there).");
    public static final Key<URI> FRIGATE_URL =
            new Key<>(
                    "frigate.url",
                    "",
                    Kind.SITE,
                    "none",
                    "Where its web interface answers, to fetch pictures and what did not reach us:"
                            + " `http://HOST:5000`, or `https://HOST:8971` with login.");
    public static final Key<String> FRIGATE_USER =
            new Key<>("frigate.user", "", Kind.WORD, "none", "The user there; a viewer is enough.");
    public static final Key<Path> FRIGATE_PASSWORD_FILE =
            new Key<>(
                    "frigate.password_file",
                    "",
                    Kind.PATH,
                    "none",
                    "A file with that user's password on its first line.");
    public static final Key<Path> FRIGATE_CA =
            new Key<>(
                    "frigate.ca",
                    "",
                    Kind.PATH,
                    "those of the JDK",
                    "PEM file with Frigate's own certificate, or with the authorities to trust for"
                            + " it (`https`). A changed file is taken without a restart.");
    public static final Key<Long> FRIGATE_KEEP_MIB =
            new Key<>(
                    "frigate.keep_mib",
                    "",
                    Kind.MEBIBYTES,
                    "`2048`",
                    "How much of the disk pictures and clips may take, in MiB, at least 100; beyond"
                            + " it the oldest go. Half of it is kept for pictures of alarms.");
    public static final Key<PushSubject> PUSH_SUBJECT =
            new Key<>(
                    "push.subject",
                    "",
                    Kind.SUBJECT,
                    "`mailto:vigilar@example.org`",
                    "Whom a push service may write to when our messages trouble it:"
                            + " `mailto:ADDRESS`, or `https://` and a page.");
    public static final Key<Boolean> PUSH_ALLOW_PRIVATE =
            new Key<>(
                    "push.allow_private",
                    "",
                    Kind.YES_OR_NO,
                    "`false`",
                    "Also deliver notifications to push services at loopback and private"
                            + " addresses.");

    public static final Key<Boolean> BACKUP_NIGHTLY =
            new Key<>(
                    "backup.nightly",
                    "",
                    Kind.YES_OR_NO,
                    "`true`",
                    "Copy the house every night into `backups` of the data folder; the last seven"
                            + " stay.");

    public static final Key<Long> BROKER_DEVICE_RATE =
            new Key<>(
                    "broker.device_rate",
                    "",
                    Kind.RATE,
                    "`200`",
                    "Messages a second that one device login may say at the embedded broker in the"
                        + " long run, and 25 times as many at once; who says more has to wait. With"
                        + " `bus.url` of one topic, and of more not all is looked at.");

    public static final Key<Long> JOURNAL_KEEP_ALARM_DAYS =
            new Key<>(
                    "journal.keep_alarm_days",
                    "",
                    Kind.DAYS,
                    "`1095`",
                    "How long events stay that matter years later: alarms, their ends, who could"
                            + " come in, whether the house was awake.");
    public static final Key<Long> JOURNAL_KEEP_ROUTINE_DAYS =
            new Key<>(
                    "journal.keep_routine_days",
                    "",
                    Kind.DAYS,
                    "`90`",
                    "How long everyday events stay: doors, motion, batteries.");
    public static final Key<Long> JOURNAL_MAX_MIB =
            new Key<>(
                    "journal.max_mib",
                    "",
                    Kind.MEBIBYTES,
                    "`2048`",
                    "How much room all events may take, in MiB, at least 100. Half of it is each"
                            + " kind's own; beyond it the oldest of that kind go which has more.");

    /// In the order of the reference.
    static final List<Key<?>> ALL = all();

    private static List<Key<?>> all() {
        var own =
                List.<Key<?>>of(
                        DATA,
                        HTTP,
                        MQTT,
                        OPEN,
                        PREFIX,
                        BUS_URL,
                        BUS_USER,
                        BUS_PASSWORD_FILE,
                        BUS_CA,
                        BUS_CLIENT_CERTIFICATE,
                        BUS_CLIENT_KEY,
                        WEB_HOSTS,
                        WEB_CERTIFICATE,
                        WEB_KEY,
                        WEB_TRUSTED_PROXIES,
                        WEB_FRAME_ANCESTORS,
                        ZIGBEE2MQTT_ENABLED,
                        ZIGBEE2MQTT_BASE,
                        FRIGATE_ENABLED,
                        FRIGATE_PREFIX,
                        FRIGATE_URL,
                        FRIGATE_USER,
                        FRIGATE_PASSWORD_FILE,
                        FRIGATE_CA,
                        FRIGATE_KEEP_MIB,
                        HOME_ASSISTANT_PREFIX,
                        PUSH_SUBJECT,
                        PUSH_ALLOW_PRIVATE,
                        BROKER_DEVICE_RATE,
                        BACKUP_NIGHTLY,
                        JOURNAL_KEEP_ALARM_DAYS,
                        JOURNAL_KEEP_ROUTINE_DAYS,
                        JOURNAL_MAX_MIB);
        return Stream.concat(own.stream(), PanelKeys.ALL.stream()).toList();
    }

    private ConfigKeys() {}

    /// The setting of that dotted name, or empty.
    static Optional<Key<?>> named(String name) {
        for (var key : ALL) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    static boolean isTable(String name) {
        return ALL.stream().anyMatch(key -> key.table().equals(name));
    }

    /// The reference as a Markdown table, for the operator guide.
    public static String reference() {
        var page = new StringBuilder("| key | option | value | default | meaning |\n");
        page.append("|---|---|---|---|---|\n");
        for (var key : ALL) {
            page.append(
                    "| `%s` | %s | `%s` | %s | %s |%n"
                            .formatted(
                                    key.name(),
                                    key.option().isEmpty() ? "" : "`" + key.option() + "`",
                                    key.kind().shape(),
                                    key.standard(),
                                    key.meaning()));
        }
        return page.append(DeviceBlocks.reference()).append(ZoneBlocks.reference()).toString();
    }
}
