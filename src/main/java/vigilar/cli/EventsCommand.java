package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventJson;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(name = "events", description = "Prints events of the data folder, oldest first.")
final class EventsCommand implements Callable<Integer> {
    /// 100: a screenful or two.
    private static final int USUAL_LIMIT = 100;

    /// 10: as `tail -f` does, some lines to see that it is the right place.
    private static final int BEFORE_FOLLOWING = 10;

    /// 500 ms: another process appends and cannot wake us; half a second looks live and costs next
    /// to nothing.
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Services services;
    private final Surroundings surroundings;

    @Mixin private final DataFolder folder = new DataFolder();

    @Option(names = "--follow", description = "Go on with new events until told to stop.")
    private boolean follow;

    @Option(names = "--after", paramLabel = "ID", description = "Only events behind this one.")
    private Optional<Long> after = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Print at most so many: 100, with --follow no bound.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Spec
    private CommandLine.Model.CommandSpec spec;

    EventsCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit.orElse(1) < 1 || after.orElse(0L) < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--limit starts at 1 and --after at 0");
        }
        try (var open = services.journal().open(folder.find(surroundings))) {
            print(open);
        }
        return ExitCode.OK;
    }

    private void print(OpenJournal open) throws InterruptedException {
        int left = limit.orElse(follow ? Integer.MAX_VALUE : USUAL_LIMIT);
        var cursor = new EventId(after.orElse(0L));
        if (after.isEmpty()) {
            var newest = newest(open.archive(), Math.min(left, follow ? BEFORE_FOLLOWING : left));
            left -= say(newest);
            cursor = newest.isEmpty() ? cursor : newest.getLast().id();
            if (!follow) {
                return;
            }
        }
        while (left > 0 && !surroundings.out().checkError()) {
            var page =
                    open.archive()
                            .after(
                                    cursor,
                                    ArchiveFilter.ALL,
                                    Math.min(left, EventArchive.MOST_PER_PAGE))
                            .events();
            left -= say(page);
            if (!page.isEmpty()) {
                cursor = page.getLast().id();
            } else if (follow) {
                open.journal().refresh();
                var _ = open.journal().awaitBeyond(cursor, LOOK);
            } else {
                return;
            }
        }
    }

    /// Oldest first; the archive's pages go backwards.
    private static List<Event> newest(EventArchive archive, int wanted) {
        var found = new ArrayList<Event>();
        var before = Optional.<EventId>empty();
        while (found.size() < wanted) {
            var page =
                    archive.before(
                            before,
                            ArchiveFilter.ALL,
                            Math.min(wanted - found.size(), EventArchive.MOST_PER_PAGE));
            found.addAll(page.events());
            if (page.next().isEmpty()) {
                break;
            }
            before = page.next();
        }
        return found.reversed();
    }

    private int say(List<Event> events) {
        events.forEach(
                event -> surroundings.out().println(json ? EventJson.write(event) : line(event)));
        surroundings.out().flush();
        return events.size();
    }

    /// `17 2026-01-01 12:00:00.000 INFO CONTACT_OPEN front-door {"ts":…}`
    private static String line(Event event) {
        return "%s  %s  %-8s  %s  %s  %s"
                .formatted(
                        event.id(),
                        TIME.format(event.at()),
                        event.severity(),
                        event.type(),
                        event.source(),
                        event.payload().json());
    }
}
