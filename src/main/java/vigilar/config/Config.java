package vigilar.config;

import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.arming.ZoneSettings;
import vigilar.bus.BusSettings;
import vigilar.bus.Prefix;
import vigilar.intake.IntakeSettings;
import vigilar.journal.KeepingSettings;
import vigilar.keypad.KeypadSettings;
import vigilar.pictures.PictureSettings;
import vigilar.storage.StorageSettings;
import vigilar.web.TlsFiles;
import vigilar.web.WebSettings;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The settings in force: defaults, then the file, then the options of the command line.
public final class Config {
    private final Values values;
    private final Settings settings;

    private Config(Values values, Settings settings) {
        this.values = values;
        this.settings = settings;
    }

    /// What came of reading.
    public sealed interface Outcome {
        record Understood(Config config) implements Outcome {}

        /// @param complaints at least one, in the order of the file
        record Refused(List<Complaint> complaints) implements Outcome {}
    }

    /// Reads and checks everything; touches nothing.
    ///
    /// @param options what the command line said: text, or `true` for a bare option
    /// @param usualData the data folder when nothing is said
    public static Outcome read(Optional<Path> file, Map<Key<?>, Object> options, Path usualData) {
        var values = new Values();
        var complaints = new ArrayList<Complaint>();
        file.ifPresent(path -> new ConfigFile(path, values, complaints).read());
        options.forEach(
                (key, raw) ->
                        values.put(key, raw, Path.of(""), key.option()).ifPresent(complaints::add));
        complaints.addAll(contradictions(values));
        return complaints.isEmpty()
                ? new Outcome.Understood(new Config(values, settings(values, usualData)))
                : new Outcome.Refused(List.copyOf(complaints));
    }

    /// The same of a text, as if it stood in a file: for who only wants to try it. Nothing that it
    /// names is opened.
    public static Outcome read(String text) {
        var values = new Values();
        var complaints = new ArrayList<Complaint>();
        new ConfigFile(Path.of("line"), values, complaints).read(text);
        complaints.addAll(contradictions(values));
        return complaints.isEmpty()
                ? new Outcome.Understood(new Config(values, settings(values, Path.of(""))))
                : new Outcome.Refused(List.copyOf(complaints));
    }

    /// The alarm panel and its zones as they could stand in the file.
    public static String text(ZoneSettings.Panel panel) {
        return PanelKeys.toml(panel.rules())
                + panel.zones().stream().map(ZoneBlocks::toml).collect(Collectors.joining());
    }

    public Settings settings() {
        return settings;
    }

    /// True if the file or an option says so; false where the default holds.
    public boolean says(Key<?> key) {
        return values.where(key).isPresent();
    }

    /// The settings in force as a TOML file, each with where it comes from. No secrets: of password
    /// and key files only the path.
    public String toml() {
        return ConfigPage.write(values, settings);
    }

    private static Settings settings(Values values, Path usualData) {
        var data = values.get(ConfigKeys.DATA).orElse(usualData.toAbsolutePath().normalize());
        var open = values.get(ConfigKeys.OPEN).orElse(false);
        return new Settings(
                new StorageSettings(data),
                new BusSettings(
                        values.get(ConfigKeys.PREFIX).orElse(Prefix.STANDARD),
                        data,
                        values.get(ConfigKeys.MQTT)
                                .orElse(open ? ConfigKeys.USUAL_MQTT : ConfigKeys.USUAL_LAN_MQTT),
                        open,
                        external(values),
                        values.get(ConfigKeys.BROKER_DEVICE_RATE)
                                .map(Long::intValue)
                                .orElse(BusSettings.USUAL_RATE)),
                intake(values),
                new WebSettings(
                        values.get(ConfigKeys.HTTP)
                                .orElse(open ? ConfigKeys.USUAL_HTTP : ConfigKeys.USUAL_LAN_HTTP),
                        values.get(ConfigKeys.WEB_HOSTS)
                                .map(Kind.HostNames::names)
                                .orElse(Set.of()),
                        open,
                        values.get(ConfigKeys.WEB_CERTIFICATE)
                                .flatMap(
                                        certificate ->
                                                values.get(ConfigKeys.WEB_KEY)
                                                        .map(
                                                                key ->
                                                                        new TlsFiles(
                                                                                certificate, key))),
                        values.get(ConfigKeys.WEB_TRUSTED_PROXIES)
                                .map(Kind.Networks::list)
                                .orElse(List.of()),
                        values.get(ConfigKeys.WEB_FRAME_ANCESTORS)
                                .map(Kind.Origins::list)
                                .orElse(List.of())),
                new PushSettings(
                        data,
                        values.get(ConfigKeys.PUSH_SUBJECT).orElse(PushSubject.NOBODY),
                        values.get(ConfigKeys.PUSH_ALLOW_PRIVATE).orElse(false)),
                new PictureSettings(
                        data,
                        values.get(ConfigKeys.FRIGATE_URL)
                                .filter(_ -> values.get(ConfigKeys.FRIGATE_ENABLED).orElse(true)),
                        values.get(ConfigKeys.FRIGATE_USER),
                        values.get(ConfigKeys.FRIGATE_PASSWORD_FILE),
                        values.get(ConfigKeys.FRIGATE_CA),
                        values.get(ConfigKeys.FRIGATE_PREFIX)
                                .orElse(IntakeSettings.USUAL_FRIGATE)
                                .value(),
                        values.get(ConfigKeys.FRIGATE_KEEP_MIB)
                                .map(mib -> mib << 20)
                                .orElse(PictureSettings.USUAL_QUOTA)),
                values.get(ConfigKeys.BACKUP_NIGHTLY).orElse(true),
                keeping(values),
                PanelKeys.read(values),
                new KeypadSettings(values.get(ConfigKeys.HOME_ASSISTANT_PREFIX)));
    }

    private static KeepingSettings keeping(Values values) {
        return new KeepingSettings(
                Duration.ofDays(
                        values.get(ConfigKeys.JOURNAL_KEEP_ALARM_DAYS)
                                .orElse((long) KeepingSettings.USUAL_ALARM_DAYS)),
                Duration.ofDays(
                        values.get(ConfigKeys.JOURNAL_KEEP_ROUTINE_DAYS)
                                .orElse((long) KeepingSettings.USUAL_ROUTINE_DAYS)),
                values.get(ConfigKeys.JOURNAL_MAX_MIB)
                        .map(mib -> mib << 20)
                        .orElse(KeepingSettings.USUAL_BYTES));
    }

    private static IntakeSettings intake(Values values) {
        return IntakeSettings.whole(
                        values.get(ConfigKeys.PREFIX).orElse(Prefix.STANDARD),
                        producer(
                                values,
                                ConfigKeys.ZIGBEE2MQTT_ENABLED,
                                ConfigKeys.ZIGBEE2MQTT_BASE,
                                IntakeSettings.USUAL_ZIGBEE2MQTT),
                        producer(
                                values,
                                ConfigKeys.FRIGATE_ENABLED,
                                ConfigKeys.FRIGATE_PREFIX,
                                IntakeSettings.USUAL_FRIGATE))
                .on(values.get(ConfigKeys.BUS_URL))
                .atMost(
                        values.get(ConfigKeys.BROKER_DEVICE_RATE)
                                .map(Long::intValue)
                                .orElse(IntakeSettings.USUAL_RATE))
                .with(values.blocks().stream().map(Values.Block::device).toList());
    }

    private static Optional<Prefix> producer(
            Values values, Key<Boolean> enabled, Key<Prefix> topic, Prefix usual) {
        return values.get(enabled).orElse(true)
                ? Optional.of(values.get(topic).orElse(usual))
                : Optional.empty();
    }

    /// Each message has one reader: no topics of one may lie below another's.
    private static void refuseSharedTopics(Values values, List<Complaint> complaints) {
        var intake = intake(values);
        var roots = new LinkedHashMap<Key<Prefix>, Prefix>();
        roots.put(ConfigKeys.PREFIX, intake.prefix());
        intake.zigbee2mqtt().ifPresent(base -> roots.put(ConfigKeys.ZIGBEE2MQTT_BASE, base));
        intake.frigate().ifPresent(prefix -> roots.put(ConfigKeys.FRIGATE_PREFIX, prefix));
        roots.forEach(
                (key, root) ->
                        roots.forEach(
                                (other, above) -> {
                                    if (!key.equals(other)
                                            && root.topic("").startsWith(above.topic(""))) {
                                        complaints.add(
                                                complaint(
                                                        values,
                                                        key,
                                                        "%s is %s, which lies below %s (%s)"
                                                                .formatted(
                                                                        key.name(),
                                                                        root.value(),
                                                                        other.name(),
                                                                        above.value())));
                                    }
                                }));
    }

    private static Optional<BusSettings.External> external(Values values) {
        return values.get(ConfigKeys.BUS_URL)
                .map(
                        url ->
                                new BusSettings.External(
                                        url,
                                        values.get(ConfigKeys.BUS_USER),
                                        values.get(ConfigKeys.BUS_PASSWORD_FILE),
                                        values.get(ConfigKeys.BUS_CA),
                                        values.get(ConfigKeys.BUS_CLIENT_CERTIFICATE),
                                        values.get(ConfigKeys.BUS_CLIENT_KEY)));
    }

    /// What is right by itself and wrong together, or wrong on this machine.
    private static List<Complaint> contradictions(Values values) {
        var complaints = new ArrayList<Complaint>();
        if (values.get(ConfigKeys.OPEN).orElse(false)) {
            refuseUnlessLoopback(values, ConfigKeys.HTTP, ConfigKeys.USUAL_HTTP, complaints);
            if (values.get(ConfigKeys.BUS_URL).isEmpty()) {
                refuseUnlessLoopback(values, ConfigKeys.MQTT, ConfigKeys.USUAL_MQTT, complaints);
            }
        }
        refuseSharedTopics(values, complaints);
        complaints.addAll(DeviceBlocks.contradictions(values, intake(values)));
        complaints.addAll(ZoneBlocks.contradictions(values));
        needs(values, ConfigKeys.BUS_PASSWORD_FILE, ConfigKeys.BUS_USER, complaints);
        needs(values, ConfigKeys.FRIGATE_USER, ConfigKeys.FRIGATE_PASSWORD_FILE, complaints);
        needs(values, ConfigKeys.FRIGATE_PASSWORD_FILE, ConfigKeys.FRIGATE_USER, complaints);
        needs(values, ConfigKeys.FRIGATE_CA, ConfigKeys.FRIGATE_URL, complaints);
        needs(values, ConfigKeys.BUS_CLIENT_CERTIFICATE, ConfigKeys.BUS_CLIENT_KEY, complaints);
        needs(values, ConfigKeys.WEB_CERTIFICATE, ConfigKeys.WEB_KEY, complaints);
        needs(values, ConfigKeys.WEB_KEY, ConfigKeys.WEB_CERTIFICATE, complaints);
        needs(values, ConfigKeys.BUS_CLIENT_KEY, ConfigKeys.BUS_CLIENT_CERTIFICATE, complaints);
        for (var key :
                List.of(
                        ConfigKeys.WEB_CERTIFICATE,
                        ConfigKeys.WEB_KEY,
                        ConfigKeys.BUS_PASSWORD_FILE,
                        ConfigKeys.BUS_CA,
                        ConfigKeys.BUS_CLIENT_CERTIFICATE,
                        ConfigKeys.BUS_CLIENT_KEY,
                        ConfigKeys.FRIGATE_PASSWORD_FILE,
                        ConfigKeys.FRIGATE_CA)) {
            values.get(key)
                    .filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path))
                    .ifPresent(
                            path ->
                                    complaints.add(
                                            complaint(
                                                    values,
                                                    key,
                                                    key.name() + ": cannot read " + path)));
        }
        return complaints;
    }

    private static void refuseUnlessLoopback(
            Values values,
            Key<InetSocketAddress> key,
            InetSocketAddress usual,
            List<Complaint> complaints) {
        var address = values.get(key).orElse(usual);
        if (!HostPort.isLoopback(address)) {
            complaints.add(
                    complaint(
                            values,
                            key,
                            key.name()
                                    + " is "
                                    + HostPort.write(address)
                                    + ", which others can reach: --open is for loopback addresses"
                                    + " only, such as 127.0.0.1"));
        }
    }

    private static void needs(Values values, Key<?> one, Key<?> other, List<Complaint> complaints) {
        if (values.where(one).isPresent() && values.where(other).isEmpty()) {
            complaints.add(complaint(values, one, one.name() + " needs " + other.name() + " too"));
        }
    }

    private static Complaint complaint(Values values, Key<?> key, String what) {
        return new Complaint(values.where(key).orElse(key.name()), what);
    }
}
