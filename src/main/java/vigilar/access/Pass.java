package vigilar.access;

import java.util.Set;

/// With what somebody was let in, and who it is. Holds until it is revoked or expires: ask
/// [Access#stillHolds] where it is used for long.
public sealed interface Pass {
    /// As they were when it was looked up.
    Person person();

    /// A browser's session.
    ///
    /// @param id for lists; opens nothing
    record Session(long id, Person person) implements Pass {}

    /// An API token.
    ///
    /// @param id for lists; opens nothing
    record Token(long id, Person person, Set<Scope> scopes) implements Pass {
        public Token {
            scopes = Set.copyOf(scopes);
        }
    }
}
