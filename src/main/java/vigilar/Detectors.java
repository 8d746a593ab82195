package vigilar;

import vigilar.arming.PanelDesk;
import vigilar.arming.Trouble;
import vigilar.config.Settings;
import vigilar.intake.HeardDevice;
import vigilar.intake.HearingLog;
import vigilar.intake.Intake;
import vigilar.names.Nameplate;
import vigilar.names.Nameplates;
import vigilar.storage.Database;
import vigilar.supervisor.Health;
import vigilar.web.KnownDevices;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Which devices of the house tell of danger, and which of them may not: the panel knows a detector
/// only once it has alarmed, and then it is late to learn that another one has no battery.
final class Detectors implements PanelDesk.Devices {
    /// What a device can say, and what that is to people.
    private static final Map<String, String> TELL =
            Map.of(
                    "smoke", "smoke",
                    "gas", "gas",
                    "carbon_monoxide", "carbon monoxide",
                    "co", "carbon monoxide",
                    "water_leak", "leak",
                    "leak", "leak",
                    "sos", "call for help",
                    "panic", "call for help");

    private final HearingLog log;
    private final Nameplates plates;
    private final BooleanSupplier hears;

    Detectors(HearingLog log, Nameplates plates, BooleanSupplier hears) {
        this.log = log;
        this.plates = plates;
        this.hears = hears;
    }

    /// Where people ask the panel of a house with these detectors.
    static PanelDesk desk(
            Settings settings,
            Database database,
            KnownDevices known,
            Health health,
            InstantSource clock) {
        return new PanelDesk(
                database,
                settings.panel(),
                known.plates()::areas,
                new Detectors(known.log(), known.plates(), heard(health)),
                clock);
    }

    /// Whether intake hears the bus, in this process or in another one.
    static BooleanSupplier heard(Health health) {
        return () -> health.works(Intake.PART);
    }

    @Override
    public List<PanelDesk.Detector> detectors() {
        var told = log.devices().stream().filter(it -> !tellsOf(it).isEmpty()).toList();
        if (told.isEmpty()) {
            return List.of();
        }
        var names = plates.all();
        return told.stream()
                .map(
                        it ->
                                new PanelDesk.Detector(
                                        called(it, Optional.ofNullable(names.get(it.source()))),
                                        tellsOf(it),
                                        troubles(it)))
                .toList();
    }

    @Override
    public List<PanelDesk.Away> away() {
        return log.producers().stream()
                .filter(it -> it.online().filter(on -> !on).isPresent())
                .flatMap(it -> it.itself().map(by -> new PanelDesk.Away(it.name(), by)).stream())
                .toList();
    }

    @Override
    public boolean areHeard() {
        return hears.getAsBoolean();
    }

    private static String called(HeardDevice device, Optional<Nameplate> plate) {
        return Stream.of(plate.map(Nameplate::name).orElse(""), device.name())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(device.source().value());
    }

    private static Set<String> tellsOf(HeardDevice device) {
        var words = new TreeSet<String>();
        device.says().stream().filter(TELL::containsKey).map(TELL::get).forEach(words::add);
        return words;
    }

    private static Set<Trouble> troubles(HeardDevice device) {
        var troubles = EnumSet.noneOf(Trouble.class);
        if (device.online().filter(it -> !it).isPresent()) {
            troubles.add(Trouble.LOST);
        }
        if (device.batteryLow()) {
            troubles.add(Trouble.LOW_BATTERY);
        }
        if (device.states().getOrDefault("tamper", "").equals("on")) {
            troubles.add(Trouble.TAMPERED);
        }
        return troubles;
    }
}
