package vigilar.web;

import java.util.Optional;

/// One row of the front door's table: what stands behind an address. Who may come there stands in
/// [Rights].
///
/// @param pattern a path; `/{}` at its end stands for one more part, `/**` for all further ones
/// @param quick never reads the store: answered at once, also when all reading places are taken
/// @param may what a visitor must be allowed
record Route(Method method, String pattern, Endpoint endpoint, boolean quick, May may) {
    /// Shows something.
    Route(String pattern, Endpoint.Plain endpoint) {
        this(Method.GET, pattern, endpoint, false);
    }

    /// @throws IllegalArgumentException if [Rights] does not know the address
    Route(Method method, String pattern, Endpoint endpoint, boolean quick) {
        this(
                method,
                pattern,
                endpoint,
                quick,
                Rights.of(method, pattern)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "not in the table of rights: "
                                                        + method
                                                        + " "
                                                        + pattern)));
    }

    static Route quick(String pattern, Endpoint.Plain endpoint) {
        return new Route(Method.GET, pattern, endpoint, true);
    }

    /// Changes something.
    static Route post(String pattern, Endpoint.Plain endpoint) {
        return new Route(Method.POST, pattern, endpoint, false);
    }

    /// Stays open.
    static Route line(String pattern, Endpoint.Line endpoint) {
        return new Route(Method.GET, pattern, endpoint, false);
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
