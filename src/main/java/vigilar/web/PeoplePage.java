package vigilar.web;

import vigilar.access.Change;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.Person;
import vigilar.access.PersonName;
import vigilar.access.Standing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// `/people`: who is in the house, what they are, and who comes in new. For owners.
final class PeoplePage {
    private static final int NOT_RIGHT = 422;

    private static final Map<String, String> SAID =
            Map.of(
                    "added", "They can sign in now. Tell them the password; they can change it.",
                    "standing", "That is changed.",
                    "disabled", "That is changed; who is kept out was signed out everywhere.",
                    "password", "The new password holds; they were signed out everywhere.");

    private final People people;

    PeoplePage(WaysIn ways) {
        this.people = ways.people();
    }

    /// @param me who looks
    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    record AllPeople(Rooms rooms, PersonName me, List<Person> people, String said, String problem) {
        static List<Standing> standings() {
            return List.of(Standing.values());
        }

        static String word(Standing standing) {
            return standing.name().toLowerCase(Locale.ROOT);
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/people", this::show),
                Route.post("/people", this::add),
                Route.post("/people/standing", visit -> withName(visit, "standing", this::stand)),
                Route.post("/people/disabled", visit -> withName(visit, "disabled", this::disable)),
                Route.post(
                        "/people/password",
                        visit ->
                                withName(
                                        visit,
                                        "password",
                                        (name, of) ->
                                                people.setPassword(
                                                        name,
                                                        new Password(of.field("password")),
                                                        Optional.empty()))));
    }

    private Answer show(Visit visit) {
        return page(200, visit, SAID.getOrDefault(visit.query().getOrDefault("done", ""), ""), "");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, String said, String problem) {
        var all =
                new AllPeople(
                        Rooms.of("/people", visit.visitor()),
                        visit.visitor().person().orElseThrow().name(),
                        people.all(),
                        said,
                        problem);
        return Answer.html(
                status, Template.html(output -> JtepeopleGenerated.render(output, null, all)));
    }

    private Answer add(Visit visit) {
        return withName(
                visit,
                "added",
                (name, of) ->
                        standing(of)
                                .map(as -> people.add(name, as, new Password(of.field("password"))))
                                .orElse(NO_STANDING));
    }

    private Change stand(PersonName name, Visit visit) {
        return standing(visit).map(as -> people.setStanding(name, as)).orElse(NO_STANDING);
    }

    private Change disable(PersonName name, Visit visit) {
        return people.setDisabled(name, visit.field("disabled").equals("yes"));
    }

    private static Optional<Standing> standing(Visit visit) {
        return Stream.of(Standing.values())
                .filter(each -> each.name().equals(visit.field("standing")))
                .findFirst();
    }

    private static final Change NO_STANDING =
            new Change.Refused("say whether they are owner, resident or viewer");

    private Answer withName(Visit visit, String done, BiFunction<PersonName, Visit, Change> work) {
        var name = PersonName.typed(visit.field("name"));
        if (name.isEmpty()) {
            return page(NOT_RIGHT, visit, "", WayInPages.NAME_RULE);
        }
        return switch (work.apply(name.get(), visit)) {
            case Change.Done _ -> Answer.seeOther("/people?done=" + done);
            case Change.Refused(var why) -> page(NOT_RIGHT, visit, "", WayInPages.sentence(why));
        };
    }
}
