package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.arming.Hindsight;
import vigilar.arming.ZoneSettings;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Severity;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/// `rules try FILE`: what the alarm would have done in the past weeks if the house had these zones.
/// Stores nothing; works beside the running house.
@Command(name = "rules", description = "Tries out what decides of alarms.")
final class RulesCommand {
    private RulesCommand() {}

    static CommandLine with(Services services, Surroundings surroundings) {
        return new CommandLine(new RulesCommand()).addSubcommand(new Try(services, surroundings));
    }

    @Command(
            name = "try",
            description =
                    "Runs what the house has stored through the [panel] and the [[zone]] blocks of"
                            + " a file, and says when it would have alarmed. Changes nothing.")
    private static final class Try implements Callable<Integer> {
        /// 7 days before: which door stood open and whether the house was armed is learnt from
        /// them.
        private static final Duration BEFORE = Duration.ofDays(7);

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

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
        @Parameters(paramLabel = "FILE", description = "Settings with the zones to be tried.")
        private Path file;

        Try(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var zones = zones();
            var now = Clock.systemUTC().instant();
            var begin = now.minus(since);
            try (var open = services.journal().open(folder.find(surroundings))) {
                say(looked(open.archive(), new Hindsight(zones, begin), begin, now), begin);
            }
            return ExitCode.OK;
        }

        private ZoneSettings.Panel zones() {
            return Configs.read(Optional.of(file), Map.of(), surroundings.usualData())
                    .settings()
                    .panel();
        }

        private Hindsight.Result looked(
                EventArchive archive, Hindsight hindsight, Instant begin, Instant end) {
            var seen = new AtomicLong();
            var cursor = beginning(archive, begin.minus(BEFORE));
            try (var _ =
                    Progress.of(surroundings.err(), () -> "%,d events".formatted(seen.get()))) {
                for (var page = page(archive, cursor); !page.isEmpty(); ) {
                    page.forEach(hindsight::next);
                    seen.addAndGet(page.size());
                    page = page(archive, page.getLast().id());
                }
            }
            return hindsight.end(end);
        }

        /// Just before the first event from then on.
        private static EventId beginning(EventArchive archive, Instant from) {
            var since =
                    new ArchiveFilter(
                            Severity.INFO,
                            Set.of(),
                            Set.of(),
                            Optional.of(from),
                            Optional.empty(),
                            Optional.empty(),
                            "");
            return archive.after(EventId.BEFORE_ALL, since, 1).events().stream()
                    .map(first -> new EventId(first.id().sequence() - 1))
                    .findFirst()
                    .orElse(new EventId(Long.MAX_VALUE));
        }

        private static List<Event> page(EventArchive archive, EventId after) {
            return archive.after(after, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE).events();
        }

        private void say(Hindsight.Result result, Instant begin) {
            var out = surroundings.out();
            int would = result.count("ALARM");
            out.printf("since %s: %,d events%n", TIME.format(begin), result.events());
            out.printf(
                    "it would have alarmed %s; it did %s%n", times(would), times(result.alarms()));
            var did = new HashSet<>(result.really().stream().map(it -> why(it.what())).toList());
            for (var alarm : result.would("ALARM")) {
                out.println("  " + line(alarm) + (did.contains(why(alarm)) ? "" : "  (new)"));
            }
            var does = new HashSet<>(result.would("ALARM").stream().map(Try::why).toList());
            for (var alarm : result.really()) {
                if (!does.contains(why(alarm.what()))) {
                    out.println("  " + line(alarm.what()) + "  (no more)");
                }
            }
            others(result);
        }

        /// Two alarms for the same reason within a second are the same.
        private static String why(Occurrence alarm) {
            return TIME.format(alarm.at()) + alarm.origin().why();
        }

        private void others(Hindsight.Result result) {
            var out = surroundings.out();
            if (result.count("ALARM") > Hindsight.MOST_KEPT) {
                out.printf("  and %,d more%n", result.count("ALARM") - Hindsight.MOST_KEPT);
            }
            out.printf(
                    "taken back in time: %s; opened and no alarm: %s%n",
                    times(result.count("ALARM_CANCELLED")), times(result.count("NEAR_MISS")));
            var refused = result.would("ARMING_OVERRIDDEN");
            if (!refused.isEmpty()) {
                out.printf(
                        "not ready when it was armed: %s%n",
                        times(result.count("ARMING_OVERRIDDEN")));
                refused.forEach(it -> out.println("  " + line(it)));
            }
        }

        private static String times(int count) {
            return count == 0
                    ? "never"
                    : count == 1 ? "once" : count == 2 ? "twice" : "%,d times".formatted(count);
        }

        private static String line(Occurrence said) {
            return TIME.format(said.at()) + "  " + said.origin().why();
        }
    }
}
