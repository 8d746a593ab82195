package vigilar.web;

import vigilar.access.Person;

/// The line of links at the top of each page, as far as its visitor may follow them.
///
/// @param here the path of this page
/// @param signedIn shows the way to the account and out
/// @param hears shows the way to what is heard on the bus
/// @param notified shows the way to the notifications
/// @param people shows the way to the people
/// @param name who is signed in, empty in an open house
record Rooms(
        String here,
        boolean signedIn,
        boolean hears,
        boolean notified,
        boolean people,
        String name) {
    static Rooms of(String here, Visitor visitor) {
        return new Rooms(
                here,
                May.ACCOUNT.allows(visitor),
                May.LOOK.allows(visitor),
                May.PERSONAL.allows(visitor),
                May.PEOPLE.allows(visitor),
                visitor.person().map(Person::name).map(Object::toString).orElse(""));
    }

    /// Nothing to choose between: the line is left out.
    boolean isAlone() {
        return !signedIn && !notified;
    }

    boolean isAt(String path) {
        return here.equals(path);
    }
}
