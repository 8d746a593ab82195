package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Every fact in every state, as the reference page shows it: whoever changes a decision of the
/// panel sees it there.
class PanelTableTest {
    private static final Path PAGE = Path.of("docs/reference/panel.md");
    private static final String RENEW =
            "renew it with: mvn -q test -Dtest=PanelTableTest -Dvigilar.renew=true, and read what"
                    + " changed";

    private static Map<String, Supplier<Story>> states() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("DISARMED", Story::usual);
        states.put("ARMING (away)", () -> Story.usual().arms(Mode.AWAY));
        states.put("ARMED_HOME", () -> Story.usual().armed(Mode.HOME));
        states.put("ARMED_AWAY", () -> Story.usual().armedAway());
        states.put("ARMED_NIGHT", () -> Story.usual().armed(Mode.NIGHT));
        states.put("PENDING", () -> Story.usual().armedAway().opens("front-door"));
        states.put("TRIGGERED (window)", () -> Story.usual().armedAway().opens("window"));
        states.put("TRIGGERED (smoke, disarmed)", () -> Story.usual().opens("smoke"));
        return states;
    }

    private static Map<String, UnaryOperator<Story>> facts() {
        var facts = new LinkedHashMap<String, UnaryOperator<Story>>();
        facts.put("an entry zone opens", it -> it.opens("front-door"));
        facts.put("an instant zone opens", it -> it.opens("window"));
        facts.put("an interior zone opens", it -> it.opens("hall"));
        facts.put("a zone that is always on opens", it -> it.opens("siren-box"));
        facts.put("smoke", it -> it.opens("smoke"));
        facts.put(
                "a zone left out opens", it -> it.leavesOutByHand("hall").forgets().opens("hall"));
        facts.put("a zone that is none opens", it -> it.opens("nowhere"));
        facts.put("an entry zone closes", it -> it.closes("front-door"));
        facts.put("an open window is repeated", it -> it.tell(new Fact.Known(id("window"), true)));
        facts.put("a window closes", it -> it.closes("window"));
        facts.put("somebody is felt inside", it -> it.tell(new Fact.Felt(id("hall"), 7)));
        facts.put(
                "a zone answers again",
                it -> it.tell(new Fact.Troubled(id("hall"), Trouble.LOST, false)));
        facts.put("a zone is lost", it -> it.troubled("hall", Trouble.LOST));
        facts.put("arm home", it -> it.arms(Mode.HOME));
        facts.put("arm away", it -> it.arms(Mode.AWAY));
        facts.put("arm night", it -> it.arms(Mode.NIGHT));
        facts.put("arm away, a window lost", it -> lost(it).arms(Mode.AWAY));
        facts.put("the same, in spite of it", it -> lost(it).armsInSpite(Mode.AWAY));
        facts.put("disarm", Story::disarms);
        facts.put("a rule arms home", it -> it.tell(new Fact.RuleAsked(Mode.HOME, "rule x")));
        facts.put("disarm under threat", it -> it.tell(new Fact.DisarmAsked("anna", true)));
        facts.put("leave a window out", it -> it.leavesOutByHand("window"));
        facts.put(
                "take a window in again",
                it -> it.tell(new Fact.BypassAsked(id("window"), false, "anna")));
        facts.put("leave smoke out", it -> it.leavesOutByHand("smoke"));
        facts.put("nothing, for five minutes", it -> it.after(300));
        facts.put("the power is away for two seconds", it -> it.powerCut(2));
        facts.put("the power is away for an hour", it -> it.powerCut(3600));
        return facts;
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
                that follows; below it, what the panel says.

                """);
        states().forEach((name, _) -> page.append("| ").append(name).append(' '));
        page.insert(page.lastIndexOf("\n") + 1, "| fact ");
        page.append("|\n|").append("---|".repeat(states().size() + 1)).append('\n');
        facts().forEach(
                        (what, happens) -> {
                            page.append("| ").append(what).append(" | ");
                            page.append(
                                    states().values().stream()
                                            .map(it -> cell(it.get().forgets(), happens))
                                            .collect(Collectors.joining(" | ")));
                            page.append(" |\n");
                        });
        return page.toString();
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
}
