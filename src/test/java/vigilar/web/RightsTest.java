package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.access.Pass;
import vigilar.access.Person;
import vigilar.access.PersonName;
import vigilar.access.Scope;
import vigilar.access.Standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// The table of rights, as the owner reads it.
class RightsTest {
    private static final Path PAGE = Path.of("docs/reference/rights.md");
    private static final String RENEW =
            "renew it with: mvn -q test -Dtest=RightsTest -Dvigilar.renew=true";

    static Person person(Standing standing) {
        return new Person(1, new PersonName("anna"), standing, false);
    }

    private static Visitor visitor(String who) {
        return switch (who) {
            case "anyone" -> new Visitor.Anyone();
            case "stranger" -> new Visitor.Stranger();
            case "reading token" -> token(Set.of(Scope.READ));
            case "token of figures" -> token(Set.of(Scope.METRICS));
            case "token of old" -> token(Set.of());
            default -> new Visitor.Known(new Pass.Session(1, person(Standing.valueOf(who))));
        };
    }

    private static Visitor token(Set<Scope> scopes) {
        return new Visitor.Known(new Pass.Token(1, person(Standing.OWNER), scopes));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    who,            anybody, look,  measure, account, people, notified, names
                    anyone,         true,    true,  true,    false,   false,  true,     true
                    stranger,       true,    false, false,   false,   false,  false,    false
                    VIEWER,         true,    true,  true,    true,    false,  true,     false
                    RESIDENT,       true,    true,  true,    true,    false,  true,     true
                    OWNER,          true,    true,  true,    true,    true,   true,     true
                    reading token,  true,    true,  true,    false,   false,  false,    false
                    token of figures, true,    false, true,    false,   false,  false,    false
                    token of old,   true,    false, false,   false,   false,  false,    false
                    """)
    void each_kind_of_visitor_may_do_this_and_no_more(
            String who,
            boolean anybody,
            boolean look,
            boolean measure,
            boolean account,
            boolean people,
            boolean notified,
            boolean names) {
        var visitor = visitor(who);
        assertThat(May.ANYBODY.allows(visitor)).isEqualTo(anybody);
        assertThat(May.LOOK.allows(visitor)).isEqualTo(look);
        assertThat(May.MEASURE.allows(visitor)).isEqualTo(measure);
        assertThat(May.ACCOUNT.allows(visitor)).isEqualTo(account);
        assertThat(May.PEOPLE.allows(visitor)).isEqualTo(people);
        assertThat(May.PERSONAL.allows(visitor)).isEqualTo(notified);
        assertThat(May.HOUSEHOLD.allows(visitor)).isEqualTo(names);
    }

    @Test
    void an_address_that_is_not_in_the_table_cannot_be_opened() {
        assertThatThrownBy(() -> new Route("/cellar", _ -> Answer.seeOther("/")))
                .hasMessageContaining("table of rights")
                .hasMessageContaining("GET /cellar");
        assertThatThrownBy(() -> Route.post("/", _ -> Answer.seeOther("/")))
                .hasMessageContaining("POST /");
    }

    @Test
    void the_page_of_rights_is_what_the_table_says() throws IOException {
        if (Boolean.getBoolean("vigilar.renew")) {
            Files.writeString(PAGE, Rights.markdown());
        }
        assertThat(PAGE).as(RENEW).exists();
        assertThat(Files.readString(PAGE)).as(RENEW).isEqualTo(Rights.markdown());
    }
}
