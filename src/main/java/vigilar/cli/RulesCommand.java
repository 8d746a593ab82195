package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.arming.Hindsight;
import vigilar.arming.Lookback;
import vigilar.arming.ZoneSettings;
import vigilar.config.RuleText;
import vigilar.event.Occurrence;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/// `rules …`: the rules of the house as a file; `rules try FILE`: what alarm or rules would have
/// done in the past weeks if the house had these. Works beside the running house.
@Command(
        name = "rules",
        description = "What the house does by itself; tries out what decides of alarms.")
final class RulesCommand {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private RulesCommand() {}

    static CommandLine with(Services services, Surroundings surroundings) {
        return RuleFileCommands.addTo(
                new CommandLine(new RulesCommand()).addSubcommand(new Try(services, surroundings)),
                services,
                surroundings);
    }

    @Command(
            name = "try",
            description =
                    "Runs what the house has stored through the [panel] and the [[zone]] blocks of"
                            + " a file, or through its [[rule]] blocks, and says when it would have"
                            + " alarmed or done something. Changes nothing.")
    private static final class Try implements Callable<Integer> {
        private final Services services;
        private final Surroundings surroundings;

        @Mixin private final DataFolder folder = new DataFolder();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = HowLong.class,
                description = "How far back: 12h, 30d; 30 days when nothing is said.")
        private Duration since = Duration.ofDays(30);

        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        @Parameters(
                paramLabel = "FILE",
                description = "Settings with the zones to be tried, or rules.")
        private Path file;

        Try(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var now = Clock.systemUTC().instant();
            var begin = now.minus(since);
            if (RuleText.isOne(RuleFileCommands.text(file))) {
                return rules(begin, now);
            }
            var zones = zones();
            try (var open = services.journal().open(folder.find(surroundings))) {
                say(looked(new Lookback(open.archive(), open.areas()), zones, begin, now), begin);
            }
            return ExitCode.OK;
        }

        private int rules(Instant begin, Instant now) {
            try (var open = services.rules().open(folder.settings(surroundings))) {
                var book = open.desk().read(RuleFileCommands.text(file));
                RuleFileCommands.tell(open, book, begin, now, surroundings);
                return book.complaints().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
            }
        }

        private ZoneSettings.Panel zones() {
            return Configs.read(Optional.of(file), Map.of(), surroundings.usualData())
                    .settings()
                    .panel();
        }

        private Hindsight.Result looked(
                Lookback lookback, ZoneSettings.Panel zones, Instant begin, Instant end) {
            var seen = new AtomicLong();
            try (var _ =
                    Progress.of(surroundings.err(), () -> "%,d events".formatted(seen.get()))) {
                return lookback.look(zones, begin, end, seen::set);
            }
        }

        private void say(Hindsight.Result result, Instant begin) {
            var out = surroundings.out();
            int would = result.count("ALARM");
            out.printf("since %s: %,d events%n", TIME.format(begin), result.events());
            out.printf(
                    "it would have alarmed %s; it did %s%n",
                    Hindsight.times(would), Hindsight.times(result.alarms()));
            for (var alarm : result.compared()) {
                out.println(
                        "  %s  %s%s"
                                .formatted(
                                        TIME.format(alarm.at()),
                                        alarm.why(),
                                        switch (alarm.change()) {
                                            case SAME -> "";
                                            case NEW -> "  (new)";
                                            case GONE -> "  (no more)";
                                        }));
            }
            others(result);
        }

        private void others(Hindsight.Result result) {
            var out = surroundings.out();
            if (result.count("ALARM") > Hindsight.MOST_KEPT) {
                out.printf("  and %,d more%n", result.count("ALARM") - Hindsight.MOST_KEPT);
            }
            out.printf(
                    "taken back in time: %s; opened and no alarm: %s%n",
                    Hindsight.times(result.count("ALARM_CANCELLED")),
                    Hindsight.times(result.count("NEAR_MISS")));
            var refused = result.would("ARMING_OVERRIDDEN");
            if (!refused.isEmpty()) {
                out.printf(
                        "not ready when it was armed: %s%n",
                        Hindsight.times(result.count("ARMING_OVERRIDDEN")));
                refused.forEach(it -> out.println("  " + line(it)));
            }
        }

        private static String line(Occurrence said) {
            return TIME.format(said.at()) + "  " + said.origin().why();
        }
    }
}
