package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every fact in every state, as the reference page shows it: whoever changes a decision of the
/// panel sees it there.
class PanelTableTest {
    private static final Path PAGE = Path.of("docs/reference/panel.md");
    private static final String RENEW =
            "renew it with: mvn -q test -Dtest=PanelTableTest -Dvigilar.renew=true, and read what"
                    + " changed";

    private static Map<String, UnaryOperator<Story>> facts() {
        var facts = new LinkedHashMap<String, UnaryOperator<Story>>();
        devices(facts);
        people(facts);
        facts.put("nothing, for half a minute", it -> it.after(30));
        facts.put("nothing, for five minutes", it -> it.after(300));
        facts.put("the power is away for two seconds", it -> it.powerCut(2));
        facts.put("the power is away for an hour", it -> it.powerCut(3600));
        return facts;
    }

    private static void devices(Map<String, UnaryOperator<Story>> facts) {
        facts.put("an entry zone opens", it -> it.opens("front-door"));
        facts.put("an instant zone opens", it -> it.opens("window"));
        facts.put("an interior zone opens", it -> it.opens("hall"));
        facts.put("a zone that is always on opens", it -> it.opens("siren-box"));
        facts.put("smoke", it -> it.opens("smoke"));
        facts.put(
                "a zone left out opens", it -> it.leavesOutByHand("hall").forgets().opens("hall"));
        facts.put("a zone that is none opens", it -> it.opens("nowhere"));
        facts.put("an entry zone closes", it -> it.closes("front-door"));
        facts.put("a window closes", it -> it.closes("window"));
        facts.put("a window is repeated as open", it -> it.tell(known(true)));
        facts.put(
                "a window is found open, and was closed",
                it -> it.tell(new Fact.Found(id("window"), 7)));
        facts.put(
                "a way in is found open, and was closed",
                it -> it.tell(new Fact.Found(id("front-door"), 7)));
        facts.put(
                "tampering is found, and was not so",
                it -> it.tell(new Fact.Found(id("siren-box"), 7)));
        facts.put(
                "too many devices tell of one danger",
                it -> it.tell(new Fact.Crowded(id("smoke"), 200)));
        facts.put("a window is repeated as closed", it -> it.tell(known(false)));
        facts.put(
                "a window was exchanged for one that nobody has heard",
                it -> lost(it).tell(new Fact.NeverHeard(id("window"))));
        facts.put(
                "a blow at a window that stands open, then arm home",
                it -> it.opens("window").forgets().tell(blow()).arms(Mode.HOME));
        facts.put(
                "smoke again, before it was clear",
                it -> it.opens("smoke").after(60).forgets().opens("smoke"));
        facts.put("smoke is clear", it -> it.closes("smoke"));
        facts.put("somebody is felt inside", it -> it.tell(new Fact.Felt(id("hall"), 7)));
        facts.put("a zone is lost", it -> it.troubled("hall", Trouble.LOST));
        facts.put(
                "a zone answers again",
                it -> it.tell(new Fact.Troubled(id("hall"), Trouble.LOST, false)));
        facts.put("nothing was heard for a while", it -> it.tell(new Fact.Unheard()));
        facts.put("a battery runs low", it -> it.troubled("hall", Trouble.LOW_BATTERY));
        facts.put("a zone is tampered with", it -> it.troubled("hall", Trouble.TAMPERED));
    }

    private static void people(Map<String, UnaryOperator<Story>> facts) {
        facts.put("arm home", it -> it.arms(Mode.HOME));
        facts.put("arm away", it -> it.arms(Mode.AWAY));
        facts.put("arm night", it -> it.arms(Mode.NIGHT));
        facts.put("arm away, a window lost", it -> lost(it).arms(Mode.AWAY));
        facts.put("the same, in spite of it", it -> lost(it).armsInSpite(Mode.AWAY));
        facts.put(
                "away is asked for from afar",
                it -> it.tell(new Fact.ArmAsked(Mode.AWAY, false, true, "anna")));
        facts.put(
                "away is asked for, and no device is heard",
                it -> it.tell(new Fact.ArmAsked(Mode.AWAY, false, "anna").whileDeaf()));
        facts.put(
                "somebody says that everybody is out",
                it -> it.tell(new Fact.LeftSaid("anna", "the page")));
        facts.put("a rule arms home", it -> it.tell(new Fact.RuleAsked(Mode.HOME, "rule x")));
        facts.put("a rule arms away", it -> it.tell(new Fact.RuleAsked(Mode.AWAY, "rule x")));
        facts.put("a rule arms night", it -> it.tell(new Fact.RuleAsked(Mode.NIGHT, "rule x")));
        facts.put(
                "a rule arms away, and no device is heard",
                it -> it.tell(new Fact.RuleAsked(Mode.AWAY, "rule x").whileDeaf()));
        facts.put("disarm", Story::disarms);
        facts.put("disarm under threat", it -> it.tell(new Fact.DisarmAsked("anna", true)));
        facts.put("leave a window out", it -> it.leavesOutByHand("window"));
        facts.put("take a window in again", it -> left(it).tell(takenIn()));
        facts.put("leave smoke out", it -> it.leavesOutByHand("smoke"));
    }

    private static Story left(Story story) {
        return story.leavesOutByHand("window").forgets();
    }

    private static Fact takenIn() {
        return new Fact.BypassAsked(id("window"), false, "anna");
    }

    private static Fact known(boolean open) {
        return new Fact.Known(id("window"), open);
    }

    private static Fact blow() {
        return new Fact.Felt(id("window"), 7);
    }

    private static ZoneId id(String zone) {
        return new ZoneId(zone);
    }

    private static Story lost(Story story) {
        return story.troubled("window", Trouble.LOST).forgets();
    }

    private static String table() {
        var page = new StringBuilder();
        page.append(
                """
                # Every fact in every state of the panel

                Written by a test from the panel itself, for a house with the usual rules: a front
                door (entry, in all modes), a window (instant, in all modes), a hall (interior, away
                only), the siren's box (always on) and a smoke alarm. After the arrow: the state
                that follows; below it, what the panel says. *Told*: outside, too. *EN-like*: the
                house warns when somebody leaves the way in, and alarms half a minute later.

                The test walks through all that can happen in both houses: no state comes about
                there that is of none of these kinds.
                """);
        PanelStates.groups().forEach(it -> page.append(table(it)));
        return page.toString();
    }

    private static String table(PanelStates.Group group) {
        var table = new StringBuilder("\n## " + group.title() + "\n\n| fact |");
        group.states().keySet().forEach(it -> table.append(' ').append(it).append(" |"));
        table.append("\n|").append("---|".repeat(group.states().size() + 1)).append('\n');
        facts().forEach(
                        (what, happens) -> {
                            table.append("| ").append(what).append(" | ");
                            table.append(
                                    group.states().values().stream()
                                            .map(it -> cell(it.get().forgets(), happens))
                                            .collect(Collectors.joining(" | ")));
                            table.append(" |\n");
                        });
        return table.toString();
    }

    private static String cell(Story story, UnaryOperator<Story> happens) {
        var before = story.is();
        var after = happens.apply(story);
        var notes = after.said().stream().map(PanelTableTest::word).toList();
        var next = after.is() == before ? "stays" : "→ **" + after.is() + "**";
        return notes.isEmpty() ? next : next + "<br>" + String.join("<br>", notes);
    }

    private static String word(Note note) {
        var word = note.getClass().getSimpleName();
        return switch (note) {
            case Note.NearMiss miss -> word + " " + miss.why();
            case Note.Alarm alarm ->
                    word
                            + " "
                            + alarm.cause().how()
                            + alarm.late().map(it -> " late " + seconds(it)).orElse("");
            case Note.AlarmAlso also -> word + " " + also.cause().how();
            case Note.BypassedZone out -> word + " " + out.zone() + " " + out.why();
            case Note.Armed armed -> word + " " + armed.mode();
            default -> word;
        };
    }

    private static String seconds(Duration span) {
        return span.toSeconds() + " s";
    }

    @Test
    void the_page_of_the_panel_is_what_the_panel_does() throws IOException {
        if (Boolean.getBoolean("vigilar.renew")) {
            Files.writeString(PAGE, table());
        }
        assertThat(PAGE).as(RENEW).exists();
        assertThat(Files.readString(PAGE)).as(RENEW).isEqualTo(table());
    }

    @Test
    void however_the_panel_can_come_to_stand_the_page_shows_it() {
        var shown =
                PanelStates.groups().stream()
                        .flatMap(it -> it.states().values().stream())
                        .map(it -> PhaseShape.of(it.get().state().phase()))
                        .toList();
        var reachable = new TreeSet<>(PanelWalk.shapesIn(PanelRules.USUAL));
        reachable.addAll(PanelWalk.shapesIn(Story.enLike()));
        assertThat(shown).containsAll(reachable);
        assertThat(reachable).containsAll(shown);
    }

    @Test
    void whatever_the_panel_can_be_told_the_page_shows_it() {
        var told =
                facts().values().stream()
                        .flatMap(it -> it.apply(Story.usual()).told().stream())
                        .toList();
        assertThat(told.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Fact.class.getPermittedSubclasses());
        assertThat(told.stream().flatMap(PanelTableTest::choices).distinct())
                .containsAll(
                        Stream.of(Fact.class.getPermittedSubclasses())
                                .flatMap(PanelTableTest::allChoices)
                                .toList());
    }

    /// "Troubled LOST": what a fact chose where there are only so many values.
    private static Stream<String> choices(Fact fact) {
        return Stream.of(fact.getClass().getRecordComponents())
                .filter(it -> values(it.getType()).findAny().isPresent())
                .map(it -> word(fact.getClass(), it, value(fact, it)));
    }

    private static Stream<String> allChoices(Class<?> fact) {
        return Stream.of(fact.getRecordComponents())
                .flatMap(it -> values(it.getType()).map(value -> word(fact, it, value)));
    }

    private static Stream<?> values(Class<?> type) {
        return type == boolean.class
                ? Stream.of(true, false)
                : Stream.ofNullable(type.getEnumConstants()).flatMap(Stream::of);
    }

    private static String word(Class<?> fact, RecordComponent choice, Object value) {
        return "%s, %s: %s".formatted(fact.getSimpleName(), choice.getName(), value);
    }

    private static Object value(Fact fact, RecordComponent choice) {
        try {
            return choice.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(failure.getMessage(), failure);
        }
    }
}
