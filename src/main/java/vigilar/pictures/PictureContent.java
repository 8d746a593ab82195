package vigilar.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a file really is, by its first bytes: the upstream's word for it does not count.
final class PictureContent {
    /// 12 bytes tell the three formats apart.
    private static final int HEAD = 12;

    private PictureContent() {}

    /// The content type, or empty if it is nothing that this kind may be.
    static Optional<String> typeOf(Path file, PictureKind kind) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length < HEAD) {
            return Optional.empty();
        }
        var text = new String(head, ISO_8859_1);
        return switch (kind) {
            case SNAPSHOT ->
                    text.startsWith("\u00ff\u00d8\u00ff")
                            ? Optional.of("image/jpeg")
                            : Optional.of("image/webp")
                                    .filter(_ -> text.startsWith("RIFF") && text.endsWith("WEBP"));
            case CLIP -> Optional.of("video/mp4").filter(_ -> text.startsWith("ftyp", 4));
        };
    }
}
