package vigilar.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start another process of this program: same JDK, same class path, same flags.
final class Again {
    private Again() {}

    static List<String> ourselves(String mainClass) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (var flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
                words.add(flag);
            }
        }
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(mainClass);
        return List.copyOf(words);
    }

    /// With a heap of that size instead of the one of the whole house, unless the operator has set
    /// the heap by hand.
    static List<String> withHeap(List<String> again, int megabytes, String operatorsFlags) {
        if (operatorsFlags.contains("-Xmx")) {
            return again;
        }
        var words = new ArrayList<>(again);
        words.removeIf(word -> word.startsWith("-Xmx"));
        words.add(1, "-Xmx" + megabytes + "m");
        return words;
    }
}
