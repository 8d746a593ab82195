package vigilar.intake;

import static vigilar.event.Severity.ALERT;
import static vigilar.event.Severity.CRITICAL;
import static vigilar.event.Severity.INFO;
import static vigilar.event.Severity.WARNING;
import static vigilar.intake.Kind.COMMAND;
import static vigilar.intake.Kind.EDGE;
import static vigilar.intake.Kind.HEARTBEAT;
import static vigilar.intake.Kind.PULSE;
import static vigilar.intake.Kind.READING;

import vigilar.event.EventType;
import vigilar.event.Severity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The route table: every topic that is understood, in the order of the wire contract. A new kind
/// of device is a row here and, if it says things in a new way, a [Reader].
final class Routes {
    private static final String FLAG = "`value` (absent: true), `ts`";
    private static final String UPS =
            "`status`, `charge`, `runtime_s`, `input_v`, `load_pct`, `ts`";
    private static final String DETECTED =
            "`pet_id`, `species`, `confidence`, `location` exterior / transition / interior, `ts`";

    static final List<Route> TABLE =
            List.of(
                    row(
                            "camera/{id}/motion/start",
                            PULSE,
                            Reader::detection,
                            "`ts`, `detection` {`label`, `confidence`}",
                            says("motion", "MOTION_START", INFO, "no or another label"),
                            says("person", "PERSON_DETECTED", WARNING, "label person"),
                            says(
                                    "vehicle",
                                    "VEHICLE_DETECTED",
                                    INFO,
                                    "label vehicle, car, truck, bus, motorcycle, bicycle")),
                    row(
                            "camera/{id}/motion/end",
                            PULSE,
                            Reader.always("end"),
                            "`ts`",
                            says("end", "MOTION_END", INFO, "")),
                    row("camera/{id}/heartbeat", HEARTBEAT, Reader.always(""), "anything"),
                    row(
                            "camera/{id}/error",
                            PULSE,
                            Reader::cameraError,
                            "`message`, `ts`",
                            says("error", "CAMERA_ERROR", WARNING, "")),
                    row(
                            "camera/{id}/pet/detected",
                            PULSE,
                            Reader::pet,
                            DETECTED,
                            says(
                                    "indoors",
                                    "PET_DETECTED",
                                    INFO,
                                    "a known pet, indoors or no location given"),
                            says("elsewhere", "PET_ESCAPE", ALERT, "a known pet, elsewhere"),
                            says("unknown", "UNKNOWN_ANIMAL", WARNING, "no pet_id")),
                    row(
                            "camera/{id}/wildlife/detected",
                            PULSE,
                            Reader::wildlife,
                            "`threat` predator / nuisance / passive (needed), `species`,"
                                    + " `confidence`, `ts`",
                            says("predator", "WILDLIFE_PREDATOR", ALERT, "threat predator"),
                            says("nuisance", "WILDLIFE_NUISANCE", WARNING, "threat nuisance"),
                            says("passive", "WILDLIFE_PASSIVE", INFO, "threat passive")),
                    edge(
                            "sensor/{id}/contact_open",
                            "sensor/contact",
                            Reader.always("open"),
                            "`ts`",
                            says("open", "CONTACT_OPEN", INFO, "")),
                    edge(
                            "sensor/{id}/contact_closed",
                            "sensor/contact",
                            Reader.always("closed"),
                            "`ts`",
                            says("closed", "CONTACT_CLOSED", INFO, "")),
                    flag(
                            "motion",
                            says("on", "MOTION_START", INFO, "value true"),
                            says("off", "MOTION_END", INFO, "value false")),
                    flag(
                            "leak",
                            says("on", "WATER_LEAK", ALERT, "value true"),
                            says("off", "WATER_LEAK_CLEARED", INFO, "value false")),
                    flag(
                            "smoke",
                            says("on", "SMOKE", CRITICAL, "value true"),
                            says("off", "SMOKE_CLEARED", INFO, "value false")),
                    flag(
                            "gas",
                            says("on", "GAS", CRITICAL, "value true"),
                            says("off", "GAS_CLEARED", INFO, "value false")),
                    flag(
                            "co",
                            says("on", "CARBON_MONOXIDE", CRITICAL, "value true"),
                            says("off", "CARBON_MONOXIDE_CLEARED", INFO, "value false")),
                    flag(
                            "tamper",
                            says("on", "TAMPER", ALERT, "value true"),
                            says("off", "TAMPER_CLEARED", INFO, "value false")),
                    row(
                            "sensor/{id}/vibration",
                            PULSE,
                            Reader.always("felt"),
                            "`ts`",
                            says("felt", "VIBRATION", WARNING, "")),
                    row(
                            "sensor/{id}/sos",
                            PULSE,
                            Reader.always("pressed"),
                            "`ts`",
                            says("pressed", "PANIC", CRITICAL, "")),
                    edge(
                            "sensor/{id}/battery_low",
                            "sensor/battery_low",
                            Reader::flag,
                            FLAG,
                            says("on", "BATTERY_LOW", WARNING, "value true"),
                            says("off", "BATTERY_OK", INFO, "value false")),
                    reading("temperature"),
                    reading("humidity"),
                    reading("battery"),
                    reading("linkquality"),
                    edge(
                            "ups/power_loss",
                            "ups/mains",
                            Reader.ups("lost"),
                            UPS,
                            says("lost", "POWER_LOSS", ALERT, "")),
                    // With the mains back the next low battery is news again.
                    forgetting(
                            "ups/battery",
                            edge(
                                    "ups/restored",
                                    "ups/mains",
                                    Reader.ups("there"),
                                    UPS,
                                    says("there", "POWER_RESTORED", INFO, ""))),
                    edge(
                            "ups/low_battery",
                            "ups/battery",
                            Reader.ups("low"),
                            UPS,
                            says("low", "UPS_LOW_BATTERY", ALERT, "")),
                    edge(
                            "ups/critical",
                            "ups/battery",
                            Reader.ups("critical"),
                            UPS,
                            says("critical", "UPS_CRITICAL", CRITICAL, "")),
                    row("ups/status", READING, Reader.ups(""), UPS),
                    edge(
                            "presence/{name}",
                            "presence",
                            Reader::presence,
                            "`state` HOME / AWAY, or the bare word; `role`, `ts`",
                            says("home", "ARRIVED", INFO, "state HOME"),
                            says("away", "LEFT", INFO, "state AWAY")),
                    edge(
                            "system/health",
                            "system/health",
                            Reader::health,
                            "`overall` (healthy, ok, good, up; degraded, unhealthy, warning, error,"
                                    + " critical, failed, down), each check, `ts`",
                            says("degraded", "HEALTH_DEGRADED", WARNING, "overall not well"),
                            says("well", "HEALTH_RESTORED", INFO, "overall well")),
                    new Route(
                            "system/arm_request",
                            COMMAND,
                            "system/arm_request",
                            Reader.always(""),
                            "`mode` ARMED_HOME / ARMED_AWAY / ARMED_NIGHT / DISARMED (needed),"
                                    + " `pin`, `force`, `left`, `triggered_by`, `request_id`, `ts`",
                            Limits.REQUEST,
                            List.of(),
                            Optional.empty()));

    private Routes() {}

    private static Route row(
            String pattern, Kind kind, Reader reader, String payload, Outcome... outcomes) {
        var point = pattern.replaceFirst("/\\{[a-z]+}", "");
        return new Route(
                pattern,
                kind,
                point,
                reader,
                payload,
                Limits.STANDARD,
                Arrays.asList(outcomes),
                Optional.empty());
    }

    private static Route edge(
            String pattern, String point, Reader reader, String payload, Outcome... outcomes) {
        return new Route(
                pattern,
                EDGE,
                point,
                reader,
                payload,
                Limits.STANDARD,
                Arrays.asList(outcomes),
                Optional.empty());
    }

    private static Route flag(String what, Outcome... outcomes) {
        return row("sensor/{id}/" + what, PULSE, Reader::flag, FLAG, outcomes);
    }

    private static Route reading(String what) {
        return row("sensor/{id}/" + what, READING, Reader::measurement, "`value` (needed), `ts`");
    }

    private static Route forgetting(String point, Route row) {
        return new Route(
                row.pattern(),
                row.kind(),
                row.point(),
                row.reader(),
                row.payload(),
                row.limits(),
                row.outcomes(),
                Optional.of(point));
    }

    private static Outcome says(String word, String type, Severity severity, String when) {
        return new Outcome(word, new EventType(type), severity, when);
    }
}
