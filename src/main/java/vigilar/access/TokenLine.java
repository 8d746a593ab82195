package vigilar.access;

import java.time.Instant;
import java.util.Set;

/// One API token, for its person to look at. The token itself is not known any more.
public record TokenLine(long id, String label, Set<Scope> scopes, Instant made, Instant expires) {
    public TokenLine {
        scopes = Set.copyOf(scopes);
    }
}
