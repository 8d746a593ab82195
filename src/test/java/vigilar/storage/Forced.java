package vigilar.storage;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What the program has forced to the disk, as the Java machine records it. A power cut cannot be
/// had in a test, but what it would spare can be seen.
final class Forced {
    private static final String FORCE = "jdk.FileForce";

    private Forced() {}

    interface Work {
        void run() throws Exception;
    }

    /// Files and folders under the names they had then, in this order.
    static List<Path> during(Work work) throws Exception {
        var file = Files.createTempFile("forced", ".jfr");
        try (var recording = new Recording()) {
            recording.enable(FORCE).withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(it -> it.getEventType().getName().equals(FORCE))
                    .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                    .map(it -> Path.of(it.getString("path")))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
