package vigilar.web;

import java.util.Optional;

/// One row of the front door's table.
///
/// @param pattern a path; `/{}` at its end stands for one more part, `/**` for all further ones
/// @param quick never reads the store: answered at once, also when all reading places are taken
record Route(String pattern, Endpoint endpoint, boolean quick) {
    Route(String pattern, Endpoint endpoint) {
        this(pattern, endpoint, false);
    }

    static Route quick(String pattern, Endpoint endpoint) {
        return new Route(pattern, endpoint, true);
    }

    /// What stands in the place of the wildcard, or an empty text for a plain pattern; empty if the
    /// path is not this route's.
    Optional<String> match(String path) {
        if (pattern.endsWith("/**")) {
            return after(pattern.length() - 2, path);
        }
        if (pattern.endsWith("/{}")) {
            return after(pattern.length() - 2, path).filter(rest -> rest.indexOf('/') < 0);
        }
        return path.equals(pattern) ? Optional.of("") : Optional.empty();
    }

    private Optional<String> after(int length, String path) {
        return path.length() > length && path.startsWith(pattern.substring(0, length))
                ? Optional.of(path.substring(length))
                : Optional.empty();
    }
}
