package vigilar.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How processes of one house know of each other: each writes its health and a beat into the data
/// folder, and puts what the others wrote on its own board. Whether a role is alive at all is told
/// by its lock, never by its file, since a killed process leaves the file behind; whether it still
/// does anything is told by the beat.
public final class Neighbours {
    /// 2 s: as often as the process supervisor looks; a file of some hundred bytes, read from the
    /// page cache.
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// 8 looks, 16 s: a process that says nothing for so long hangs or was stopped. Counted in
    /// looks and not by the clock, which may jump.
    static final int SILENT_LOOKS = 8;

    private static final List<String> NOTHING = List.of();

    private final Path folder;
    private final Set<String> ownRoles;
    private final Set<String> otherRoles;
    private final Predicate<String> alive;
    private final Health health;
    private final InstantSource clock;
    private final Map<String, Beat> beats = new HashMap<>();
    private long beat;

    /// @param folder where the health files lie, one for each role
    /// @param ownRoles the roles of this process
    /// @param otherRoles the roles that the house needs and that others must have
    /// @param alive whether some process has the role now
    public Neighbours(
            Path folder,
            Set<String> ownRoles,
            Set<String> otherRoles,
            Predicate<String> alive,
            Health health,
            InstantSource clock) {
        this.folder = folder;
        this.ownRoles = Set.copyOf(ownRoles);
        this.otherRoles = Set.copyOf(otherRoles);
        this.alive = alive;
        this.health = health;
        this.clock = clock;
    }

    /// Looks every 2 s until interrupted. For the supervisor, as the part `neighbours`.
    public void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        while (true) {
            health.up("neighbours");
            look();
            Thread.sleep(LOOK);
        }
    }

    /// One look: writes what is new here, reads what the others wrote.
    void look() throws IOException {
        var text = "beat\t" + beat++ + "\n" + write(health.ownParts());
        for (var role : ownRoles) {
            var fresh = folder.resolve(role + ".health.new");
            Files.writeString(fresh, text);
            Files.move(fresh, file(role), StandardCopyOption.ATOMIC_MOVE);
        }
        for (var role : otherRoles) {
            lookAt(role);
        }
    }

    private void lookAt(String role) throws IOException {
        boolean running = alive.test(role);
        var lines = running && Files.exists(file(role)) ? Files.readAllLines(file(role)) : NOTHING;
        var said = parts(lines);
        boolean silent = isSilent(role, running ? lines : NOTHING);
        var failing =
                said.entrySet().stream()
                        .filter(part -> part.getValue() instanceof PartState.Down)
                        .map(part -> part.getKey() + ": " + why(part.getValue()))
                        .collect(Collectors.joining("; "));
        var starting =
                said.values().stream().filter(part -> part instanceof PartState.Starting).findAny();
        var name = process(role);
        health.said(name, running && !silent ? said : Map.of());
        if (!running) {
            health.neighbour(name, new PartState.Down(clock.instant(), "no process has this role"));
        } else if (silent) {
            health.neighbour(name, new PartState.Down(clock.instant(), "it runs and says nothing"));
        } else if (!failing.isEmpty()) {
            health.neighbour(name, new PartState.Down(clock.instant(), failing));
        } else if (starting.isPresent()) {
            health.neighbour(name, starting.get());
        } else {
            health.neighbour(name, new PartState.Up(clock.instant()));
        }
    }

    /// The process with that role, on the health board.
    static String process(String role) {
        return "process " + role;
    }

    private static String why(PartState state) {
        return state instanceof PartState.Down(_, var why) ? why : "";
    }

    /// What the process with that role said last of each part of it, alive or not; empty when it
    /// never said anything.
    ///
    /// @param folder where the health files lie
    /// @throws IOException when its file cannot be read
    public static Map<String, PartState> lastSaid(Path folder, String role) throws IOException {
        var file = file(folder, role);
        return Files.exists(file) ? parts(Files.readAllLines(file)) : Map.of();
    }

    private Path file(String role) {
        return file(folder, role);
    }

    private static Path file(Path folder, String role) {
        return folder.resolve(role + ".health");
    }

    private static Map<String, PartState> parts(List<String> lines) {
        var parts = new TreeMap<String, PartState>();
        for (var line : lines) {
            parse(line).ifPresent(part -> parts.put(part.getKey(), part.getValue()));
        }
        return parts;
    }

    private boolean isSilent(String role, List<String> lines) {
        var said = lines.isEmpty() ? "" : lines.getFirst();
        var last = beats.get(role);
        var now = last == null || !last.said().equals(said) ? new Beat(said, 0) : last.again();
        beats.put(role, now);
        return !said.isEmpty() && now.looks() >= SILENT_LOOKS;
    }

    /// What a process said as its beat, and how many looks ago it said something else.
    private record Beat(String said, int looks) {
        Beat again() {
            return new Beat(said, looks + 1);
        }
    }

    private static String write(Map<String, PartState> parts) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "\t" + word(part.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String word(PartState state) {
        return switch (state) {
            case PartState.Starting(var since) -> "starting\t" + since + "\t";
            case PartState.Up(var since) -> "up\t" + since + "\t";
            case PartState.Down(var since, var why) -> "down\t" + since + "\t" + why;
        };
    }

    private static Optional<Map.Entry<String, PartState>> parse(String line) {
        var field = line.split("\t", 4);
        if (field.length < 4) {
            return Optional.empty();
        }
        var since = Instant.parse(field[2]);
        return switch (field[1]) {
            case "up" -> Optional.of(Map.entry(field[0], new PartState.Up(since)));
            case "down" -> Optional.of(Map.entry(field[0], new PartState.Down(since, field[3])));
            default -> Optional.of(Map.entry(field[0], new PartState.Starting(since)));
        };
    }
}
