package vigilar.config;

import static java.util.Map.entry;

import org.tomlj.Toml;

import vigilar.alerts.PushSubject;
import vigilar.bus.Prefix;
import vigilar.intake.IntakeSettings;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the settings in force as TOML that can be read back.
final class ConfigPage {
    private ConfigPage() {}

    static String write(Values values, Settings settings) {
        var defaults = PanelKeys.inForce(settings.panel().rules());
        defaults.putAll(
                Map.ofEntries(
                        entry(ConfigKeys.DATA, settings.storage().dataFolder()),
                        entry(ConfigKeys.HTTP, settings.web().http()),
                        entry(ConfigKeys.MQTT, settings.bus().mqtt()),
                        entry(ConfigKeys.OPEN, settings.bus().open()),
                        entry(ConfigKeys.PREFIX, settings.bus().prefix()),
                        entry(ConfigKeys.WEB_HOSTS, new Kind.HostNames(settings.web().hosts())),
                        entry(ConfigKeys.ZIGBEE2MQTT_ENABLED, true),
                        entry(ConfigKeys.ZIGBEE2MQTT_BASE, IntakeSettings.USUAL_ZIGBEE2MQTT),
                        entry(ConfigKeys.FRIGATE_ENABLED, true),
                        entry(ConfigKeys.FRIGATE_PREFIX, IntakeSettings.USUAL_FRIGATE),
                        entry(ConfigKeys.PUSH_SUBJECT, settings.push().subject()),
                        entry(ConfigKeys.PUSH_ALLOW_PRIVATE, settings.push().allowPrivate()),
                        entry(ConfigKeys.BROKER_DEVICE_RATE, (long) settings.bus().deviceRate()),
                        entry(
                                ConfigKeys.JOURNAL_KEEP_ALARM_DAYS,
                                settings.keeping().alarm().toDays()),
                        entry(
                                ConfigKeys.JOURNAL_KEEP_ROUTINE_DAYS,
                                settings.keeping().routine().toDays()),
                        entry(ConfigKeys.JOURNAL_MAX_MIB, settings.keeping().mostBytes() >> 20)));
        var page = new StringBuilder();
        var table = "";
        for (var key : ConfigKeys.ALL) {
            if (!key.table().equals(table)) {
                table = key.table();
                page.append("\n[").append(table).append("]\n");
            }
            var said = values.get(key);
            var value = said.isPresent() ? said.get() : defaults.get(key);
            if (value == null) {
                page.append("# ").append(key.leaf()).append(" is not set\n");
            } else {
                page.append(key.leaf())
                        .append(" = ")
                        .append(toml(value))
                        .append("  # ")
                        .append(values.where(key).orElse("default"))
                        .append('\n');
            }
        }
        values.blocks().forEach(block -> page.append(DeviceBlocks.toml(block)));
        values.zones().forEach(block -> page.append(ZoneBlocks.toml(block)));
        return page.toString();
    }

    private static String toml(Object value) {
        return switch (value) {
            case Boolean yes -> yes.toString();
            case Long number -> number.toString();
            case InetSocketAddress address -> quoted(HostPort.write(address));
            case PushSubject subject -> quoted(subject.uri());
            case Prefix prefix -> quoted(prefix.value());
            case Kind.HostNames hosts ->
                    hosts.names().stream()
                            .sorted()
                            .map(ConfigPage::quoted)
                            .collect(Collectors.joining(", ", "[", "]"));
            default -> quoted(value.toString());
        };
    }

    static String quoted(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }
}
