package vigilar.pictures;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where pictures come from and where they are kept.
///
/// @param dataFolder of the house; pictures lie in a folder of their own below it
/// @param frigate the base of Frigate's address; empty: no pictures are fetched
/// @param user empty: Frigate asks for no login
/// @param passwordFile with that user's password on its first line
/// @param prefix Frigate's topic prefix
public record PictureSettings(
        Path dataFolder,
        Optional<URI> frigate,
        Optional<String> user,
        Optional<Path> passwordFile,
        String prefix) {
    Path folder() {
        return dataFolder.resolve("pictures");
    }

    String reviews() {
        return prefix + "/reviews";
    }
}
