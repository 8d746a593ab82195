package vigilar.demo;

import static vigilar.demo.Gateway.CAMERAS;
import static vigilar.demo.Gateway.PHONES;
import static vigilar.demo.Gateway.POWER;
import static vigilar.demo.Gateway.SENSORS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What happens in the demo house from one morning to the next, in the topics of the wire contract.
/// The same chance gives the same day.
final class Script {
    /// A pause is up to 30 % shorter or longer than written: a house is not a metronome.
    private static final double JITTER = 0.3;

    private final List<Moment> moments = new ArrayList<>();
    private final RandomGenerator chance;

    private Script(RandomGenerator chance) {
        this.chance = chance;
    }

    /// A whole day. It ends as it began: doors closed, power on, everybody home.
    ///
    /// @param first the first day is lively, so that whoever opens the page sees something at once
    static List<Moment> day(boolean first, RandomGenerator chance) {
        var script = new Script(chance);
        script.heartbeats();
        script.morning(first ? 0.3 : 1);
        script.forenoon(first ? 0.5 : 1);
        script.afternoon();
        script.evening();
        script.night();
        return List.copyOf(script.moments);
    }

    private void morning(double pace) {
        sensor(2 * pace, "hall/motion", "\"value\":true");
        presence(4 * pace, "anna", "AWAY");
        sensor(2 * pace, "front-door/contact_open", "");
        sensor(4 * pace, "front-door/contact_closed", "");
        camera(3 * pace, "yard/motion/start", seen("person", 0.91));
        camera(6 * pace, "yard/motion/end", "");
        sensor(2 * pace, "hall/motion", "\"value\":false");
        readings(1);
    }

    private void forenoon(double pace) {
        camera(
                6 * pace,
                "living-room/pet/detected",
                "\"pet_id\":\"minka\",\"species\":\"cat\",\"confidence\":0.94,"
                        + "\"location\":\"interior\"");
        camera(7 * pace, "driveway/motion/start", seen("vehicle", 0.88));
        camera(5 * pace, "driveway/motion/end", "");
        sensor(3 * pace, "letter-box/contact_open", "");
        sensor(2 * pace, "letter-box/contact_closed", "");
        camera(
                8 * pace,
                "yard/wildlife/detected",
                "\"species\":\"squirrel\",\"confidence\":0.81,\"threat\":\"passive\"");
        sensor(6 * pace, "laundry/leak", "\"value\":true");
        sensor(12 * pace, "laundry/leak", "\"value\":false");
        heartbeats();
    }

    private void afternoon() {
        power(8, "power_loss", ups("OB DISCHRG", 100, 1_860, 0));
        power(4, "status", ups("OB DISCHRG", 93, 1_700, 0));
        power(6, "restored", ups("OL CHRG", 91, 1_650, 229.6));
        sensor(7, "terrace-door/contact_open", "");
        camera(
                6,
                "terrace/pet/detected",
                "\"pet_id\":\"minka\",\"species\":\"cat\",\"confidence\":0.9,"
                        + "\"location\":\"exterior\"");
        camera(
                9,
                "living-room/pet/detected",
                "\"pet_id\":\"minka\",\"species\":\"cat\",\"confidence\":0.95,"
                        + "\"location\":\"interior\"");
        sensor(2, "terrace-door/contact_closed", "");
        readings(3);
        sensor(5, "garage/vibration", "");
        heartbeats();
    }

    private void evening() {
        presence(6, "anna", "HOME");
        camera(2, "yard/motion/start", seen("person", 0.96));
        sensor(3, "front-door/contact_open", "");
        sensor(3, "front-door/contact_closed", "");
        camera(4, "yard/motion/end", "");
        sensor(3, "hall/motion", "\"value\":true");
        sensor(8, "hall/motion", "\"value\":false");
        sensor(9, "cellar-window/battery_low", "\"value\":true");
        sensor(14, "cellar-window/battery_low", "\"value\":false");
        readings(4);
    }

    private void night() {
        camera(12, "yard/motion/start", "");
        camera(
                2,
                "yard/pet/detected",
                "\"species\":\"dog\",\"confidence\":0.72,\"location\":\"exterior\"");
        camera(5, "yard/motion/end", "");
        camera(
                14,
                "henhouse/wildlife/detected",
                "\"species\":\"fox\",\"confidence\":0.86,\"threat\":\"predator\"");
        camera(
                9,
                "yard/wildlife/detected",
                "\"species\":\"raccoon\",\"confidence\":0.79,\"threat\":\"nuisance\"");
        camera(8, "driveway/error", "\"message\":\"lost the picture for 4 s\"");
        heartbeats();
        readings(6);
    }

    /// Signs of life and values: they keep the house's state fresh and make no event.
    private void heartbeats() {
        for (var camera : List.of("yard", "driveway", "terrace", "living-room", "henhouse")) {
            camera(0, camera + "/heartbeat", "");
        }
        power(0, "status", ups("OL", 100, 1_900, 230.2));
    }

    private void readings(double pause) {
        sensor(pause, "hall/temperature", "\"value\":" + tenths(20.5, 1.5));
        sensor(0, "laundry/humidity", "\"value\":" + tenths(52, 6));
        sensor(0, "front-door/battery", "\"value\":" + (60 + chance.nextInt(30)));
        sensor(0, "front-door/linkquality", "\"value\":" + (90 + chance.nextInt(90)));
    }

    private double tenths(double middle, double reach) {
        return Math.round((middle + (chance.nextDouble() * 2 - 1) * reach) * 10) / 10.0;
    }

    private static String seen(String label, double confidence) {
        return "\"detection\":{\"label\":\"" + label + "\",\"confidence\":" + confidence + "}";
    }

    private static String ups(String status, int charge, int runtimeSeconds, double inputVolts) {
        return "\"status\":\""
                + status
                + "\",\"charge\":"
                + charge
                + ",\"runtime_s\":"
                + runtimeSeconds
                + ",\"input_v\":"
                + inputVolts
                + ",\"load_pct\":18";
    }

    private void camera(double seconds, String topic, String fields) {
        add(seconds, CAMERAS, "camera/" + topic, fields);
    }

    private void sensor(double seconds, String topic, String fields) {
        add(seconds, SENSORS, "sensor/" + topic, fields);
    }

    private void power(double seconds, String topic, String fields) {
        add(seconds, POWER, "ups/" + topic, fields);
    }

    private void presence(double seconds, String name, String state) {
        add(seconds, PHONES, "presence/" + name, "\"state\":\"" + state + "\",\"role\":\"adult\"");
    }

    private void add(double seconds, Gateway gateway, String topic, String fields) {
        var jittered = seconds * (1 + (chance.nextDouble() * 2 - 1) * JITTER);
        moments.add(
                new Moment(Duration.ofMillis(Math.round(jittered * 1000)), gateway, topic, fields));
    }
}
