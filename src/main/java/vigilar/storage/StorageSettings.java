package vigilar.storage;

import java.nio.file.Path;

/// Where the house keeps what it knows.
///
/// @param dataFolder made when missing, readable by its owner only
public record StorageSettings(Path dataFolder) {}
