package vigilar.bench.measure;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What processes have taken of the machine.
///
/// @param cpuSeconds since their start, user and system
/// @param megabytes resident now
record Usage(double cpuSeconds, double megabytes) {
    private static final Usage NONE = new Usage(0, 0);

    /// Clock ticks a second, as `/proc` counts on Linux whatever the kernel's own clock is
    /// (proc(5), sysconf(_SC_CLK_TCK)).
    private static final double TICKS = 100;

    private static final double KILOBYTES = 1024;

    /// Where user time stands behind the name (proc(5): field 14; the name is field 2).
    private static final int USER_TIME = 11;

    /// Of these processes and all below them.
    static Usage of(List<ProcessHandle> eldest) {
        return eldest.stream()
                .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
                .map(it -> of(it.pid()))
                .reduce(NONE, Usage::plus);
    }

    private static Usage of(long pid) {
        var folder = Path.of("/proc", Long.toString(pid));
        try {
            var stat = Files.readString(folder.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
            var status = Files.readAllLines(folder.resolve("status"));
            double kilobytes =
                    status.stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                            .sum();
            return new Usage(ticks / TICKS, kilobytes / KILOBYTES);
        } catch (IOException gone) {
            if (Files.exists(folder)) {
                throw new Trouble("cannot look at process " + pid, gone);
            }
            return NONE;
        }
    }

    Usage plus(Usage other) {
        return new Usage(cpuSeconds + other.cpuSeconds, megabytes + other.megabytes);
    }
}
