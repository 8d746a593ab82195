package vigilar.web;

import vigilar.access.AlarmPins;
import vigilar.access.Person;
import vigilar.arming.ArmState;
import vigilar.arming.PanelDesk;
import vigilar.event.SourceId;
import vigilar.intake.HeardDevice;
import vigilar.intake.HeardProducer;
import vigilar.intake.HeardTopic;
import vigilar.names.Location;
import vigilar.names.Nameplate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/heard`: everything on the bus. Who speaks, which devices were found, what was understood of
/// their messages and what was not. Names and places are given here.
final class HeardPage {
    private static final int NOT_RIGHT = 422;

    /// 200 devices: more are found by the search; each has a form, and a page has its size.
    static final int MOST_DEVICES = 200;

    /// 100 topics and 20 refusals: what one looks at while setting up a device.
    static final int MOST_TOPICS = 100;

    private static final int MOST_REFUSALS = 20;

    private static final Map<String, String> SAID =
            Map.of("named", "That is changed, for old events too.", "same", "It was so before.");

    private final KnownDevices known;
    private final Supplier<List<RefusedMessage>> refusals;
    private final PanelDesk panel;
    private final Keypad keypad;

    /// @param pins empty in an open house
    HeardPage(
            KnownDevices known,
            Supplier<List<RefusedMessage>> refusals,
            PanelDesk panel,
            Optional<AlarmPins> pins) {
        this.known = known;
        this.refusals = refusals;
        this.panel = panel;
        this.keypad = new Keypad(pins);
    }

    List<Route> routes() {
        return List.of(
                new Route("/heard", this::show),
                Route.post("/heard", this::name),
                new Route(
                        "/api/names",
                        _ -> Answer.json(200, Json.write(Names.now(Optional.of(known)).asJson()))));
    }

    /// A device with what people say of it.
    ///
    /// @param states what it last said, in words
    record Line(HeardDevice device, Nameplate plate, String title, List<String> states) {
        /// Where it is, as people or the config say.
        String area() {
            return plate.area().isEmpty() ? device.area() : plate.area();
        }

        /// What it can say: "motion start, battery".
        String says() {
            return Words.readable(String.join(", ", device.says()));
        }

        /// Why there is no time at which it was last heard.
        String silence() {
            return device.says().isEmpty() ? "not heard yet" : "not heard live yet";
        }

        boolean isAt(Location location) {
            return plate.location().equals(Optional.of(location));
        }
    }

    /// @param mayName shows the forms
    /// @param total of the devices that match, of which the first are shown
    /// @param hidden how many are left out
    /// @param showsHidden shows those instead
    /// @param fate which topics are shown, empty: all
    record Everything(
            Rooms rooms,
            boolean mayName,
            List<HeardProducer> producers,
            List<Line> devices,
            int total,
            long hidden,
            boolean showsHidden,
            String search,
            List<String> areas,
            String fate,
            List<HeardTopic> topics,
            List<RefusedMessage> refusals,
            String said,
            String problem) {
        static List<Location> locations() {
            return List.of(Location.values());
        }

        static List<String> fates() {
            return Stream.of(HeardTopic.Fate.values()).map(HeardPage::word).toList();
        }

        static String fateOf(HeardTopic topic) {
            return word(topic.fate());
        }
    }

    private static String word(HeardTopic.Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    private Answer show(Visit visit) {
        return page(200, visit, SAID.getOrDefault(visit.query().getOrDefault("done", ""), ""), "");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, String said, String problem) {
        var names = Names.now(Optional.of(known));
        var search = visit.query().getOrDefault("q", "").strip();
        var all = known.log().devices().stream().map(device -> line(device, names)).toList();
        var showsHidden = visit.query().getOrDefault("hidden", "").equals("1");
        var matching =
                all.stream()
                        .filter(line -> line.plate().hidden() == showsHidden)
                        .filter(line -> matches(line, search))
                        .toList();
        var fate = fate(visit.query().getOrDefault("fate", ""));
        var everything =
                new Everything(
                        Rooms.of("/heard", visit.visitor()),
                        May.HOUSEHOLD.allows(visit.visitor()),
                        known.log().producers(),
                        matching.stream().limit(MOST_DEVICES).toList(),
                        matching.size(),
                        all.stream().filter(line -> line.plate().hidden()).count(),
                        showsHidden,
                        search,
                        all.stream()
                                .map(Line::area)
                                .filter(area -> !area.isEmpty())
                                .distinct()
                                .sorted()
                                .toList(),
                        fate.map(HeardPage::word).orElse(""),
                        known.log().topics(fate, MOST_TOPICS),
                        refusals.get().stream().limit(MOST_REFUSALS).toList(),
                        said,
                        problem);
        return Answer.html(
                status,
                Template.html(output -> JteheardGenerated.render(output, null, everything)));
    }

    private static Line line(HeardDevice device, Names names) {
        var source = device.source();
        var plate = names.plates().getOrDefault(source, Nameplate.blank(source));
        var states =
                device.states().entrySet().stream()
                        .filter(each -> !each.getKey().startsWith("battery"))
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> state(each.getKey(), each.getValue()))
                        .toList();
        return new Line(device, plate, Words.capital(names.of(source)), states);
    }

    /// "contact open", "temperature 21.5".
    private static String state(String point, String text) {
        var isContact = point.equals("contact");
        var word =
                switch (text) {
                    case "on" -> isContact ? "open" : "yes";
                    case "off" -> isContact ? "closed" : "no";
                    default -> text;
                };
        return Words.readable(point) + " " + word;
    }

    private static boolean matches(Line line, String search) {
        if (search.isEmpty()) {
            return true;
        }
        var device = line.device();
        var text =
                String.join(
                        " ",
                        line.title(),
                        line.area(),
                        device.name(),
                        device.kind(),
                        device.source().value(),
                        device.topic());
        return text.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    private static Optional<HeardTopic.Fate> fate(String word) {
        return Stream.of(HeardTopic.Fate.values())
                .filter(each -> word(each).equals(word))
                .findFirst();
    }

    private Answer name(Visit visit) {
        var source = visit.field("source");
        var name = visit.field("name").strip();
        var area = visit.field("area").strip();
        if (!SourceId.looksRight(source)) {
            return page(NOT_RIGHT, visit, "", "There is no such device.");
        }
        if (!Nameplate.isPlain(name, Nameplate.LONGEST_NAME)
                || !Nameplate.isPlain(area, Nameplate.LONGEST_AREA)) {
            return page(
                    NOT_RIGHT,
                    visit,
                    "",
                    "A name has at most %d characters, an area %d, on one line."
                            .formatted(Nameplate.LONGEST_NAME, Nameplate.LONGEST_AREA));
        }
        var plate =
                new Nameplate(
                        new SourceId(source),
                        name,
                        area,
                        Location.of(visit.field("location")),
                        visit.field("hidden").equals("yes"));
        if (!isKnown(plate.source())) {
            return page(NOT_RIGHT, visit, "", "Nothing was heard of such a device yet.");
        }
        if (leavesItsZone(plate)) {
            return page(
                    NOT_RIGHT,
                    visit,
                    "",
                    "Disarm first, with your PIN: the alarm goes by where devices stand.");
        }
        var who = visit.visitor().person().map(Person::name).map(Object::toString).orElse("");
        return switch (known.plates().hang(plate, who)) {
            case DONE -> Answer.seeOther("/heard?done=named");
            case SAME -> Answer.seeOther("/heard?done=same");
            case FULL -> page(NOT_RIGHT, visit, "", "There are too many names already.");
        };
    }

    /// In an armed house that opens only by a PIN nobody takes a window out of its zone by saying
    /// that it stands elsewhere.
    private boolean leavesItsZone(Nameplate plate) {
        return panel.goesByAreas()
                && !known.plates().of(plate.source()).area().equals(plate.area())
                && keypad.look().asks()
                && panel.view().state() != ArmState.DISARMED;
    }

    /// A nameplate stays where it hangs when its device is not in the list any more.
    private boolean isKnown(SourceId source) {
        return known.plates().all().containsKey(source)
                || known.log().devices().stream()
                        .anyMatch(device -> device.source().equals(source));
    }
}
