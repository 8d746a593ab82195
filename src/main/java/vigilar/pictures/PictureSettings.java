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
/// @param ca PEM file with Frigate's own certificate, or its authority's; empty: those of the JDK
/// @param prefix Frigate's topic prefix
/// @param quota bytes that all pictures together may take; beyond it the oldest go, see [RoomStore]
public record PictureSettings(
        Path dataFolder,
        Optional<URI> frigate,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<Path> ca,
        String prefix,
        long quota) {
    /// 2 GiB: a month of pictures and clips of a few cameras, and little of any disk.
    public static final long USUAL_QUOTA = 2L << 30;

    Path folder() {
        return dataFolder.resolve("pictures");
    }

    String reviews() {
        return prefix + "/reviews";
    }
}
