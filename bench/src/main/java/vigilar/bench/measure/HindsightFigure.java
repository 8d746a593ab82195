package vigilar.bench.measure;

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

    @Override
    public String name() {
        return "time-machine";
    }

    @Override
    public String says() {
        return "vigilar rules try: %,d stored events through other zones, from the start of the process to its end"
                .formatted(EVENTS);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.atMost(HOUSE, "took", 30));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var plan = LargeStore.fill(ground, EVENTS);
        var zones = plan.scratch().resolve("zones.toml");
        var runs = new ArrayList<Double>();
        try {
            Files.writeString(zones, ZONES);
            for (int run = 0; run < ground.runs(); run++) {
                ground.tell("time-machine: run " + (run + 1) + " of " + ground.runs());
                long began = System.nanoTime();
                var said = run(plan.vigilar("rules", "try", "--since", "85d", zones.toString()));
                runs.add((System.nanoTime() - began) / 1e9);
                if (!said.contains("%,d events".formatted(EVENTS))) {
                    throw new Trouble("it did not look at all of them: " + said);
                }
            }
        } catch (IOException failure) {
            throw new Trouble("rules try does not run", failure);
        }
        return List.of(new Reading(name(), HOUSE, "took", "s", runs));
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
