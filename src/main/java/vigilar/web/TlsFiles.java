package vigilar.web;

import java.nio.file.Path;

/// With what the house proves who it is.
///
/// @param certificate PEM file: its certificate, then those that lead to the authority
/// @param key PEM file (PKCS#8, not encrypted) with the key to the first
public record TlsFiles(Path certificate, Path key) {}
