package vigilar.web;

import java.util.Optional;

/// One row of the front door's table: what stands behind an address. Who may come there stands in
/// [Rights].
///
/// @param pattern a path; `/{}` at its end stands for one more part, `/**` for all further ones
/// @param pace what it waits for
/// @param may what a visitor must be allowed
record Route(Method method, String pattern, Endpoint endpoint, Pace pace, May may) {
    /// What an answer waits for.
    enum Pace {
        /// Nothing: it never reads the store, and comes also when all places are taken.
        AT_ONCE,

        /// A few milliseconds of the store.
        IN_TURN,

        /// A search through all events, which may take seconds: these wait for each other and for
        /// nobody else, so that a house that is searched can be disarmed.
        SEARCH
    }

    /// Shows something.
    Route(String pattern, Endpoint.Plain endpoint) {
        this(Method.GET, pattern, endpoint, Pace.IN_TURN);
    }

    /// @throws IllegalArgumentException if [Rights] does not know the address
    Route(Method method, String pattern, Endpoint endpoint, Pace pace) {
        this(
                method,
                pattern,
                endpoint,
                pace,
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
        return new Route(Method.GET, pattern, endpoint, Pace.AT_ONCE);
    }

    /// Shows what it searches all events for.
    static Route search(String pattern, Endpoint.Plain endpoint) {
        return new Route(Method.GET, pattern, endpoint, Pace.SEARCH);
    }

    /// Searches all events with what a form says.
    static Route searchForm(String pattern, Endpoint.Plain endpoint) {
        return new Route(Method.POST, pattern, endpoint, Pace.SEARCH);
    }

    /// Changes something.
    static Route post(String pattern, Endpoint.Plain endpoint) {
        return new Route(Method.POST, pattern, endpoint, Pace.IN_TURN);
    }

    /// Stays open.
    static Route line(String pattern, Endpoint.Line endpoint) {
        return new Route(Method.GET, pattern, endpoint, Pace.IN_TURN);
    }

    /// True if it waits for nothing.
    boolean quick() {
        return pace == Pace.AT_ONCE;
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
