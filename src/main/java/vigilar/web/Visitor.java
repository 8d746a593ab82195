package vigilar.web;

import vigilar.access.Pass;
import vigilar.access.Person;
import vigilar.access.Standing;

import java.util.Optional;

/// Who asks, as far as the house knows.
sealed interface Visitor {
    /// Whoever reaches the loopback door of an open house.
    record Anyone() implements Visitor {}

    /// Somebody who has shown nothing that holds.
    record Stranger() implements Visitor {}

    /// Somebody of the house.
    ///
    /// @param pass what they have shown
    record Known(Pass pass) implements Visitor {}

    default Optional<Person> person() {
        return this instanceof Known(var pass) ? Optional.of(pass.person()) : Optional.empty();
    }

    default boolean isOwner() {
        return person().map(Person::standing).equals(Optional.of(Standing.OWNER));
    }
}
