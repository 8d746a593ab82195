package vigilar.bench.torture;

import vigilar.bench.field.HousePlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A house on a small disk of its own.
///
/// @param inProcesses with a process for each role
/// @param strike what is done to the disk
record DiskCase(
        String name,
        String promise,
        String done,
        int fullRounds,
        boolean inProcesses,
        Strike strike)
        implements TortureCase {
    /// What is done to the disk.
    @FunctionalInterface
    interface Strike {
        List<String> at(SmallDisk disk, Traffic traffic, Random chance);
    }

    @Override
    public Outcome run(Grounds grounds) {
        var missing = Need.MOUNT.missing(grounds);
        if (missing.isPresent()) {
            return Outcome.skipped(name, missing.get());
        }
        try (var disk = SmallDisk.mounted(grounds.folder())) {
            return FaultCase.own(
                            name,
                            promise,
                            done,
                            1,
                            fullRounds,
                            (traffic, chance) -> strike.at(disk, traffic, chance))
                    .with(plan -> on(plan.onData(disk.folder().resolve("data"))))
                    .run(grounds);
        }
    }

    private HousePlan on(HousePlan disk) {
        return inProcesses ? disk.with("--processes") : disk;
    }

    /// To the last byte, and free again.
    static List<String> full(SmallDisk disk, Traffic traffic, Random chance) {
        var visible = Visible.before(traffic.house());
        disk.fillUpTo(0);
        var wrong = new ArrayList<>(visible.whileItLasts());
        wrong.addAll(StorageFaults.soonNoneAcknowledged(traffic, "the disk is full"));
        disk.free();
        return wrong;
    }
}
