package vigilar.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says what is wrong with a file. The exceptions of the platform often hold its name and nothing
/// else.
final class FileTrouble {
    private FileTrouble() {}

    static String inWords(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied ->
                    "this user may not read or write %s (a house's files: as its own user)"
                            .formatted(denied.getFile());
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileAlreadyExistsException there -> there.getFile() + " exists already";
            case FileSystemException other when other.getReason() != null ->
                    other.getFile() + ": " + other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
