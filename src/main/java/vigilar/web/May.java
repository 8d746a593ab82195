package vigilar.web;

import vigilar.access.Pass;
import vigilar.access.Scope;
import vigilar.access.Standing;

/// What a visitor must be allowed for a route.
enum May {
    /// Everybody, strangers too: what is needed to come in, and the pulse that service managers
    /// feel.
    ANYBODY("everybody, also without signing in"),
    /// Look at what happens: everybody in the house, and their tokens. Tokens do nothing else.
    LOOK("everybody signed in; tokens; everybody in an open house"),
    /// The figures of Vigilar itself: whoever looks, and tokens made for no more than this.
    MEASURE("everybody signed in; tokens, also those for figures only; everybody in an open house"),
    /// One's own account, by one's own browser. No token can make itself more tokens, and in an
    /// open house nobody is anybody.
    ACCOUNT("everybody signed in, for themselves; no tokens"),
    /// One's own devices and marks: everybody in the house, in an open one whoever is there. No
    /// token: it is for a browser.
    PERSONAL("everybody signed in, for themselves; everybody in an open house"),
    /// What the devices are called and where they stand, which events stay for good: whoever lives
    /// here, in an open house whoever is there. No token.
    HOUSEHOLD("owners and residents signed in; everybody in an open house"),
    /// Ask the alarm panel: whoever lives here, and tokens of theirs that were made for it.
    ARM("owners and residents signed in; their tokens that may arm; everybody in an open house"),
    /// What the house does by itself: owners in person, in an open house whoever is there. No
    /// token.
    SETTINGS("owners signed in; everybody in an open house"),
    /// The people of the house and the logins of its devices: owners in person.
    PEOPLE("owners signed in; no tokens");

    private final String who;

    May(String who) {
        this.who = who;
    }

    /// Who that is, for people.
    String who() {
        return who;
    }

    boolean allows(Visitor visitor) {
        return switch (this) {
            case ANYBODY -> true;
            case LOOK -> looks(visitor, Scope.READ);
            case MEASURE -> looks(visitor, Scope.READ) || looks(visitor, Scope.METRICS);
            case ACCOUNT -> visitor instanceof Visitor.Known(Pass.Session _);
            case PERSONAL -> visitor instanceof Visitor.Anyone || ACCOUNT.allows(visitor);
            case HOUSEHOLD ->
                    visitor instanceof Visitor.Anyone
                            || (visitor instanceof Visitor.Known(Pass.Session(_, var person))
                                    && person.standing() != Standing.VIEWER);
            case ARM ->
                    HOUSEHOLD.allows(visitor)
                            || (visitor instanceof Visitor.Known(Pass.Token(_, var person, var may))
                                    && may.contains(Scope.ARM)
                                    && person.standing() != Standing.VIEWER);
            case SETTINGS -> visitor instanceof Visitor.Anyone || PEOPLE.allows(visitor);
            case PEOPLE ->
                    visitor instanceof Visitor.Known(Pass.Session(_, var person))
                            && person.standing() == Standing.OWNER;
        };
    }

    private static boolean looks(Visitor visitor, Scope scope) {
        return switch (visitor) {
            case Visitor.Anyone _ -> true;
            case Visitor.Stranger _ -> false;
            case Visitor.Known(Pass.Session _) -> true;
            case Visitor.Known(Pass.Token(_, _, var scopes)) -> scopes.contains(scope);
        };
    }
}
