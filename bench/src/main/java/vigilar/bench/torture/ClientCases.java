package vigilar.bench.torture;

import java.util.List;

/// What only `full` does as device, subscriber or viewer.
final class ClientCases {
    static final List<TortureCase> ALL =
            List.of(
                    FaultCase.live(
                            "dribbling",
                            "Connections that say nothing, or a byte a second, hinder nobody and"
                                    + " are hung up on.",
                            "400 connections that say nothing or dribble",
                            Crowd::dribbling),
                    FaultCase.live(
                            "cursors",
                            "A cursor that is none is refused with 4xx, never answered with 500;"
                                    + " one of another store is told a gap.",
                            "Last-Event-ID: garbage, huge, ends of lines, the future, another"
                                    + " epoch",
                            Cursors::wrong),
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
                                    "kill-web-crowd",
                                    "1,000 viewers whose process with the page dies come back and"
                                            + " each see every event once.",
                                    "SIGKILL of web under 1,000 viewers",
                                    1,
                                    3,
                                    Returning::theWebRole)
                            .at(FaultCase.GENTLE)
                            .with(plan -> plan.with("--processes"))
                            .needing(Need.OUR_BROKER),
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
                            "half-open",
                            "Viewers whose lines stand and bring nothing are let go, and miss"
                                    + " nothing when they come back.",
                            "a proxy before 40 viewers falls silent",
                            HalfOpen::viewers),
                    FaultCase.live(
                            "reconnecting",
                            "A device that connects 100 times a second hinders nobody, and is heard"
                                    + " when it has come to rest.",
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
                            // 1,000 that are kept take 65 MB
                            .leaving(Bounds.MORE_MEGABYTES + 65)
                            .needing(Need.OUR_BROKER),
                    FaultCase.live(
                            "hostile-bytes",
                            "Bytes that are no text are refused, and pages show what a stranger"
                                    + " says as text.",
                            "broken UTF-8 in payloads and topics, 65,535 slashes",
                            HostileBytes::all),
                    new Handshakes(
                            "handshakes",
                            "TLS handshakes that never end hinder nobody and are hung up on."),
                    FaultCase.live(
                            "hostile-sizes",
                            "A message of the largest size is stored, and one of a byte more is"
                                    + " refused with a reason.",
                            "256 KiB, a byte below and a byte above",
                            Hostile::sizes),
                    FaultCase.live(
                            "hostile-filters",
                            "Thousands of filters are refused, at once and one after the other, and"
                                    + " hinder nobody.",
                            "SUBSCRIBE with 5,000 filters; 50 with 100 each",
                            Hostile::filters,
                            Need.OUR_BROKER),
                    FaultCase.live(
                            "device-clocks",
                            "What a device says whose clock is a day wrong is stored once, in the"
                                    + " order in which it came.",
                            "ts a day behind, a day ahead, in turn",
                            Hostile::clocks),
                    FaultCase.live(
                            "sipping",
                            "Viewers that read a byte a second are cut off at a bound, and miss"
                                + " nothing when they come back; the others see each event once.",
                            "40 viewers read 1 byte a second of 2.5 MB",
                            Crowd::sipping),
                    FaultCase.live(
                            "subscriber-away",
                            "Who was away for long gets the newest events that were kept for it,"
                                    + " in order and without a hole.",
                            "12,000 events while a subscriber is away",
                            LongAway::subscriber,
                            Need.OUR_BROKER));

    private ClientCases() {}
}
