package vigilar.bench.torture;

import java.time.Duration;
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
                            "another program locks the store for 7 s",
                            StorageFaults::locked),
                    FaultCase.live(
                            "never-reading",
                            "Viewers that never read are cut off at a bound; the others see each"
                                    + " event once.",
                            "20 viewers never read 2.5 MB",
                            Crowd::neverReading),
                    FaultCase.live(
                            "dribbling",
                            "Connections that say nothing, or a byte a second, hinder nobody.",
                            "400 connections that say nothing or dribble",
                            Crowd::dribbling),
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

    /// What only `full` does.
    private static final List<TortureCase> MORE =
            List.of(
                    FaultCase.own(
                                    "clock",
                                    "Whatever the wall clock says, ids rise, nothing is lost, and"
                                            + " the house stays ready.",
                                    "-1 h, +1 day, 2040, 1970, back",
                                    1,
                                    3,
                                    WallClock::jumps)
                            .with(MovedClock::under)
                            .needing(Need.COMPILER),
                    FaultCase.own(
                                    "clock-start",
                                    "The same for a house that is killed and begins at each of"
                                            + " these times.",
                                    "-1 h, +1 day, 2040, 1970, back; SIGKILL in each",
                                    1,
                                    3,
                                    WallClock::starts)
                            .with(MovedClock::under)
                            .needing(Need.COMPILER),
                    FaultCase.own(
                                    "clock-processes",
                                    "The same as clock, with a process for each role.",
                                    "-1 h, +1 day, 2040, 1970, back",
                                    1,
                                    3,
                                    WallClock::jumps)
                            .with(plan -> MovedClock.under(plan).with("--processes"))
                            .needing(Need.COMPILER),
                    FaultCase.own(
                            "stop",
                            "SIGTERM ends within 10 s with exit code 0, and nothing is lost.",
                            "SIGTERM under load",
                            1,
                            10,
                            Kills::asked),
                    FaultCase.own(
                                    "kill-roles",
                                    "Of a house in processes each may be killed: it is started"
                                            + " again, nothing is lost, nobody sees a hole.",
                                    "SIGKILL of broker, intake and web, one after the other",
                                    1,
                                    10, // of three kills each: who is killed again and again is
                                    // started ever later
                                    Kills::eachRole)
                            .with(plan -> plan.with("--processes"))
                            .needing(Need.OUR_BROKER),
                    FaultCase.live(
                            "sync-stalls",
                            "A disk that stalls costs time and nothing else.",
                            "each fsync takes 1 s more",
                            StorageFaults::syncsStall,
                            Need.ATTACH),
                    FaultCase.live(
                            "frozen",
                            "A house that stood still goes on where it was.",
                            "SIGSTOP for 3 s, SIGCONT",
                            Kills::frozen),
                    FaultCase.live(
                            "hostile",
                            "Whatever somebody sends, the house stays ready and everybody else is"
                                    + " served.",
                            "payloads and topics that nobody sends by accident",
                            Hostile::messages),
                    FaultCase.live(
                            "cursors",
                            "A cursor that is none is refused with 4xx, never answered with 500.",
                            "Last-Event-ID: garbage, negative, huge, SQL",
                            Hostile::cursors),
                    FaultCase.own(
                                    "kill-everything-processes",
                                    "The same as kill-everything, with a process for each role.",
                                    "SIGKILL of all processes at once",
                                    2,
                                    50,
                                    Kills::everything)
                            .with(plan -> plan.with("--processes")),
                    new OtherBroker(
                            "mosquitto-house-killed",
                            "Beside a Mosquitto the house may be killed at any moment.",
                            "SIGKILL of the house beside Mosquitto",
                            OtherBroker.Hurt.HOUSE,
                            3,
                            100),
                    new OtherBroker(
                            "mosquitto-killed",
                            "A Mosquitto that is killed loses what it loses by its design; the"
                                    + " house goes on, doubles nothing and shows what it has.",
                            "SIGKILL of Mosquitto",
                            OtherBroker.Hurt.BROKER,
                            3,
                            50),
                    new Soak(
                            "soak",
                            "Ten times a home's rate and random faults for a long time: all of the"
                                    + " above, and nothing grows.",
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(20),
                            false),
                    new Soak(
                            "soak-mosquitto",
                            "The same beside a Mosquitto.",
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(20),
                            true),
                    FaultCase.own(
                                    "read-only",
                                    "While the disk cannot be written nothing is acknowledged; the"
                                            + " fault is told, and it goes on by itself.",
                                    "each write to the data folder fails with EROFS",
                                    1,
                                    3,
                                    StorageFaults::readOnly)
                            .needing(Need.ATTACH, Need.OUR_BROKER),
                    new DamagedStore(
                            "store-damaged",
                            "A damaged store is set aside, the newest backup takes its place, and"
                                    + " the timeline says what is missing."),
                    FaultCase.own(
                                    "broker-damaged",
                                    "A broker whose files are damaged keeps them aside, says so"
                                            + " and goes on; of what was stored nothing is lost.",
                                    "SIGKILL, then nonsense in or the end cut off a journal file",
                                    2,
                                    10,
                                    Damage::ofTheBroker)
                            .losing("in the damaged files")
                            .needing(Need.OUR_BROKER),
                    FaultCase.own(
                            "killed-backup",
                            "A backup that is killed leaves nothing that looks like one,"
                                    + " and hinders nobody.",
                            "SIGKILL of vigilar backup, and of the house",
                            3,
                            30,
                            Damage::killedBackup),
                    FaultCase.own(
                                    "returning",
                                    "10,000 viewers that come back within a second each see every"
                                            + " event once; memory stays bounded.",
                                    "the house is killed under 10,000 viewers",
                                    1,
                                    3,
                                    Returning::all)
                            .at(FaultCase.GENTLE),
                    FaultCase.own(
                                    "too-many",
                                    "Without places left a viewer is told to come again; devices,"
                                            + " health and those who are in notice nothing.",
                                    "600 streams in a house with files for 300",
                                    1,
                                    3,
                                    Returning::tooMany)
                            .with(Returning::withFewFiles)
                            .needing(Need.PRLIMIT),
                    FaultCase.live(
                            "vanished",
                            "Of devices that vanish without a word the last will comes, once;"
                                    + " also of 500 at once.",
                            "half-open lines with a keep-alive of 2 s; 500 lines dropped together",
                            Vanished::devices,
                            Need.OUR_BROKER),
                    FaultCase.live(
                            "reconnecting",
                            "A device that connects 100 times a second hinders nobody.",
                            "connect and hang up for 5 s",
                            Vanished::restless),
                    FaultCase.own(
                                    "retained-flood",
                                    "A flood of retained messages is told, kept within its bounds,"
                                            + " and is no news after a restart.",
                                    "5,000 retained topics, 25 MB of large ones, then SIGKILL",
                                    1,
                                    3,
                                    RetainedFlood::all)
                            .needing(Need.OUR_BROKER),
                    new OtherBroker(
                            "mosquitto-away",
                            "A Mosquitto that is away at the start and later, and comes back"
                                    + " knowing nothing, is found again.",
                            "Mosquitto away for a while, back without its files",
                            OtherBroker.Hurt.AWAY,
                            1,
                            3));

    private Cases() {}

    static List<TortureCase> quick() {
        return QUICK;
    }

    static List<TortureCase> all() {
        return Stream.concat(QUICK.stream(), MORE.stream()).toList();
    }

    static Optional<TortureCase> named(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
