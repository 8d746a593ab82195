package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Figures;
import vigilar.bench.field.House;

import java.time.Duration;
import java.util.Optional;

/// What a house may take of the machine after a fault.
final class Bounds {
    /// 480 MB for a JVM with a heap of 256, which a house that was pressed hard fills and keeps.
    /// What is beside the heap was 120 to 190 MB: 57 of classes, 29 of compiled code, 25 of the
    /// JVM's files, and what threads, sockets and SQLite need and have not given back yet.
    private static final long MOST_MEGABYTES = 480;

    /// 80 MB a process more than before, when what nobody needs is collected: classes and compiled
    /// code that only the fault needed, the newest events and the marks of 100,000 messages that a
    /// house keeps in mind, and what the allocator of the system holds back. Of what a fault might
    /// leave behind, 40 viewers that never read, a flood of 25 MB or 10,000 viewers are more.
    static final long MORE_MEGABYTES = 80;

    /// 24 files and threads more than before: readers of the store that were opened meanwhile, and
    /// pools that shrink later.
    private static final long MORE = 24;

    /// 30 s: what was dropped without a word is noticed by then.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Bits of a mebibyte.
    private static final int MEBI = 20;

    private Bounds() {}

    /// Empty when it is back to where it was before; else what is not.
    static Optional<String> backTo(Figures base, House house) {
        return backTo(base, house, MORE_MEGABYTES);
    }

    /// @param more megabytes a process, for a fault that leaves something behind for good
    static Optional<String> backTo(Figures base, House house, long more) {
        if (!Await.holds(PATIENCE, () -> isWithin(base, house.figures()))) {
            return Optional.of("takes " + house.figures() + " afterwards, before " + base);
        }
        long most = base.megabytes() + more * base.processes();
        if (house.figures().megabytes() <= most) {
            return Optional.empty();
        }
        // a heap grows with what nobody needs, and has room afterwards: only what stays counts
        var left = house.collected();
        var now = house.figures();
        long needed = now.megabytes() - left.map(it -> it.room() >> MEBI).orElse(0L);
        return needed <= most
                ? Optional.empty()
                : Optional.of(
                        "takes %s after a collection and needs %d MB of it, before it was %s"
                                .formatted(now, needed, base));
    }

    /// Empty while it takes no more memory than any house may; else how much it takes.
    static Optional<String> tooLarge(House house) {
        var now = house.figures();
        return now.megabytes() <= MOST_MEGABYTES * now.processes()
                ? Optional.empty()
                : Optional.of("takes " + now);
    }

    private static boolean isWithin(Figures base, Figures now) {
        return now.megabytes() <= MOST_MEGABYTES * now.processes()
                && now.files() <= base.files() + MORE * now.processes()
                && now.threads() <= base.threads() + MORE * now.processes();
    }
}
