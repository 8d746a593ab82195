package vigilar.bench.torture;

import java.time.Duration;
import java.util.List;

/// What only `full` does with clocks, processes, other brokers and a long time.
final class MoreCases {
    static final List<TortureCase> ALL =
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
                                    "stop-processes",
                                    "The same as stop, with a process for each role.",
                                    "SIGTERM under load",
                                    1,
                                    10,
                                    Kills::asked)
                            .with(plan -> plan.with("--processes")),
                    FaultCase.own(
                                    "frozen-processes",
                                    "The same as frozen, with a process for each role.",
                                    "SIGSTOP of all processes for 3 s, SIGCONT",
                                    1,
                                    3,
                                    Kills::frozen)
                            .with(plan -> plan.with("--processes")),
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
                            "frozen",
                            "A house that stood still goes on where it was.",
                            "SIGSTOP for 3 s, SIGCONT",
                            Kills::frozen),
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
                    new OtherBroker(
                            "mosquitto-away",
                            "A Mosquitto that is away at the start and later, and comes back"
                                    + " knowing nothing, is found again.",
                            "Mosquitto away for a while, back without its files",
                            OtherBroker.Hurt.AWAY,
                            1,
                            3));

    private MoreCases() {}
}
