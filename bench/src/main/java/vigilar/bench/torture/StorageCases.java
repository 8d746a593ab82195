package vigilar.bench.torture;

import java.util.List;

/// What only `full` does to disk, store and files.
final class StorageCases {
    static final List<TortureCase> ALL =
            List.of(
                    FaultCase.live(
                            "sync-stalls",
                            "A disk that stalls costs time and nothing else.",
                            "each fsync takes 1 s more",
                            StorageFaults::syncsStall,
                            Need.ATTACH),
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
                                    + " the timeline says what is missing.",
                            false),
                    new DamagedStore(
                            "store-damaged-processes",
                            "The same as store-damaged, with a process for each role.",
                            true),
                    FaultCase.own(
                                    "read-only-processes",
                                    "The same as read-only, with a process for each role.",
                                    "each write to the data folder fails with EROFS",
                                    1,
                                    3,
                                    StorageFaults::readOnly)
                            .with(plan -> plan.with("--processes"))
                            .needing(Need.ATTACH, Need.OUR_BROKER),
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
                            "A backup that is killed leaves nothing that looks like one; the next"
                                    + " one is whole, and takes away what the other left.",
                            "SIGKILL of vigilar backup, and of the house",
                            3,
                            30,
                            Damage::killedBackup),
                    new KilledPruning(
                            "killed-pruning",
                            "A house that is killed while it removes what is old has a sound store,"
                                    + " and in the end all is gone that must be, and nothing else.",
                            4,
                            30),
                    new KilledMigration(
                            "killed-migration",
                            "A house that is killed while it brings an old store up to date does so"
                                    + " at its next start, and every event is there.",
                            4,
                            50),
                    FaultCase.live(
                            "sync-fails-once",
                            "A sync that fails once is believed by nobody, and the log tells it.",
                            "the first fsync of each thread fails with EIO",
                            StorageFaults::oneSyncFails,
                            Need.ATTACH),
                    FaultCase.own(
                                    "locked-processes",
                                    "The same as locked, with a process for each role.",
                                    "another program locks the store for 7 s (full: 60 s)",
                                    1,
                                    2,
                                    StorageFaults::locked)
                            .with(plan -> plan.with("--processes")),
                    FaultCase.own(
                                    "sync-fails-processes",
                                    "The same as sync-fails, with a process for each role.",
                                    "each fsync of broker and intake fails with EIO",
                                    1,
                                    3,
                                    StorageFaults::syncsFail)
                            .with(plan -> plan.with("--processes"))
                            .needing(Need.ATTACH, Need.OUR_BROKER),
                    new DiskCase(
                            "disk-full-processes",
                            "The same as disk-full, with a process for each role.",
                            "the disk is filled to the last byte, then freed",
                            2,
                            true,
                            DiskCase::full),
                    FaultCase.own(
                            "store-away",
                            "A store that is moved away while it is used is missed at once; put"
                                    + " back, it has all that was acknowledged.",
                            "vigilar.db is moved away, and back",
                            1,
                            3,
                            StoreFile::away),
                    FaultCase.own(
                            "store-replaced",
                            "A house that finds another file in the place of its store ends with a"
                                    + " word; with the right one back nothing is lost.",
                            "another file is put in the place of vigilar.db, and the right one"
                                    + " back",
                            1,
                            3,
                            StoreFile::replaced));

    private StorageCases() {}
}
