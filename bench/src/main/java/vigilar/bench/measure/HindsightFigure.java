package vigilar.bench.measure;

import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// `vigilar rules try` over a million stored events.
final class HindsightFigure implements Figure {
    private static final long EVENTS = 1_000_000;
    private static final String HOUSE = "Vigilar";

    /// Doors and motion in zones, one of which is always on, so that there are alarms.
    private static final String ZONES =
            """
            [[zone]]
            name = "doors"
            kind = "entry"
            devices = ["device-1", "device-2", "device-3", "device-4"]
            [[zone]]
            name = "rooms"
            kind = "interior"
            devices = ["device-5", "device-6", "device-7", "device-8"]
            [[zone]]
            name = "safe"
            kind = "always"
            devices = ["device-20"]
            """;

    /// Each condition that is looked at for every event, and those that read the message or count.
    private static final String RULES =
            """
            [[rule]]
            name = "garden-at-night"
            cooldown = 600
            when = { type = ["PERSON_DETECTED", "MOTION_START"], area = "garden", time = "22:00-06:00" }
            then = [{ alert = "everyone" }]
            [[rule]]
            name = "restless"
            when = { type = "MOTION_START", source = ["device-1", "device-2"], times = 20, within = 3600 }
            then = [{ alert = "owners", urgency = "high" }]
            [[rule]]
            name = "anything-grave"
            when = { severity = "alert", days = ["sat", "sun"] }
            then = [{ record = "it" }]
            [[rule]]
            name = "door-or-person"
            then = [{ publish = "light/set", payload = "ON" }]
            [[rule.when.any]]
            type = "CONTACT_OPEN"
            [[rule.when.any]]
            all = [{ type = "PERSON_DETECTED" }, { not = { area = "street" } }]
            [[rule]]
            name = "nobody-there"
            then = [{ arm = "away" }]
            [rule.when]
            presence = "nobody"
            arm_state = "disarmed"
            type = "MOTION_START"
            not = { at_home = "ann" }
            [[rule]]
            name = "many-doors"
            then = [{ siren = "siren/set", on = "ON", off = "OFF" }]
            [rule.when]
            times = 5
            within = 60
            [[rule.when.any]]
            type = "CONTACT_OPEN"
            [[rule.when.any]]
            severity = "warning"
            not = { time = "06:00-22:00" }
            [[rule]]
            name = "whatever-there"
            when = { not = { area = ["garden", "street", "cellar"] }, time = "23:30-00:30", days = "mon" }
            then = [{ alert = "everyone", urgency = "low" }]
            [[rule]]
            name = "three-people"
            then = [{ alert = "everyone" }]
            [rule.when]
            times = 3
            within = 86400
            all = [{ type = "PERSON_DETECTED" }, { not = { source = "device-7" } }]
            """;

    @Override
    public String name() {
        return "time-machine";
    }

    @Override
    public String says() {
        return "vigilar rules try: %,d stored events through other zones, and through rules with every condition, from the start of the process to its end"
                .formatted(EVENTS);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.atMost(HOUSE, "zones", 30), Target.atMost(HOUSE, "rules", 30));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var plan = LargeStore.fill(ground, EVENTS);
        return List.of(
                reading("zones", ZONES, plan, ground), reading("rules", RULES, plan, ground));
    }

    private Reading reading(String what, String text, HousePlan plan, Ground ground) {
        var file = plan.scratch().resolve(what + ".toml");
        var runs = new ArrayList<Double>();
        try {
            Files.writeString(file, text);
            for (int run = 0; run < ground.runs(); run++) {
                ground.tell("%s: run %d of %d".formatted(what, run + 1, ground.runs()));
                long began = System.nanoTime();
                var said = run(plan.vigilar("rules", "try", "--since", "85d", file.toString()));
                runs.add((System.nanoTime() - began) / 1e9);
                if (!said.contains("%,d events".formatted(EVENTS))) {
                    throw new Trouble("it did not look at all of them: " + said);
                }
            }
        } catch (IOException failure) {
            throw new Trouble("rules try does not run", failure);
        }
        return new Reading(name(), HOUSE, what, "s", runs);
    }

    private static String run(List<String> command) throws IOException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new Trouble("rules try ends with " + process.exitValue() + ": " + said);
            }
        } catch (InterruptedException stop) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
        return said;
    }
}
