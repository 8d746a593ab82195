package vigilar.bench.torture;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All cases, in the order in which they run.
final class Cases {
    /// The parts of `quick`.
    private static final List<TortureCase> QUICK =
            List.of(
                    FaultCase.live(
                            "locked",
                            "While another program holds the store, nothing is acknowledged that is"
                                    + " not kept, the fault is told, and it goes on by itself.",
                            "another program locks the store for 7 s (full: 60 s)",
                            StorageFaults::locked),
                    FaultCase.live(
                            "never-reading",
                            "Viewers that never read are cut off at a bound, and miss nothing when"
                                    + " they come back; the others see each event once.",
                            "40 viewers never read 2.5 MB",
                            Crowd::neverReading),
                    FaultCase.live(
                            "hostile",
                            "Whatever somebody sends, the house stays ready; what is no event"
                                    + " becomes none, and nobody else can tell one.",
                            "payloads and topics that nobody sends by accident",
                            Hostile::messages),
                    FaultCase.live(
                            "said-again",
                            "What a device says again (DUP, or its whole day) is stored once;"
                                    + " nobody takes the house's place at the broker.",
                            "DUP, repeats, 20 takeovers by the same client id",
                            Doubles::saidAgain,
                            Need.OUR_BROKER),
                    FaultCase.live(
                            "sync-fails",
                            "While no sync succeeds nothing is acknowledged; the fault is told, and"
                                    + " it goes on by itself.",
                            "each fsync fails with EIO",
                            StorageFaults::syncsFail,
                            Need.ATTACH),
                    FaultCase.own(
                            "kill-everything",
                            "After SIGKILL of the whole house at any moment all that was"
                                + " acknowledged is stored once, and viewers go on without a hole.",
                            "SIGKILL of all processes at once",
                            1,
                            100,
                            Kills::everything),
                    FaultCase.own(
                                    "kill-a-role",
                                    "Of a house in processes any may be killed at any moment.",
                                    "SIGKILL of one role",
                                    1,
                                    100,
                                    Kills::oneRole)
                            .with(plan -> plan.with("--processes"))
                            .needing(Need.OUR_BROKER),
                    new DiskCase(
                            "disk-full",
                            "On a full disk nothing is acknowledged that is not kept, the fault is"
                                    + " told, and with room it goes on by itself.",
                            "the disk is filled to the last byte, then freed",
                            2,
                            false,
                            DiskCase::full),
                    new PowerLossCase(
                            "power-loss",
                            "What was acknowledged before the power went is stored, or waits in the"
                                    + " broker, whatever became of what was not synced.",
                            false),
                    new PowerLossCase(
                            "power-loss-control",
                            "The same without the syncs of the store, and without those of the"
                                    + " broker, must lose something; else the proof is none.",
                            true));

    private Cases() {}

    static List<TortureCase> quick() {
        return QUICK;
    }

    static List<TortureCase> all() {
        return Stream.of(QUICK, MoreCases.ALL, StorageCases.ALL, ClientCases.ALL)
                .flatMap(List::stream)
                .toList();
    }

    static Optional<TortureCase> named(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
