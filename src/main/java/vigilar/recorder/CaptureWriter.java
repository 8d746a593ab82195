package vigilar.recorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a capture line by line, each with one write to the system and none kept back: whoever
/// kills us leaves a file that reads to its last whole line. For one thread at a time.
final class CaptureWriter implements AutoCloseable {
    private final SeekableByteChannel file;
    private long bytes;

    /// Makes the file, for its owner's eyes only.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException it is there; it was not touched
    CaptureWriter(Path path) throws IOException {
        file =
                Files.newByteChannel(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
    }

    void write(String json) throws IOException {
        var line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
        bytes += line.remaining();
        while (line.hasRemaining()) {
            file.write(line);
        }
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
