package vigilar.pictures;

import java.nio.file.Path;

/// A picture or clip on our disk.
///
/// @param contentType by its content, never by what was said of it
public record Picture(Path file, String contentType, long bytes) {}
