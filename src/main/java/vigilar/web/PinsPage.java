package vigilar.web;

import vigilar.access.AlarmPins;
import vigilar.access.Change;
import vigilar.access.PersonName;
import vigilar.access.PinCode;
import vigilar.access.PinHolder;
import vigilar.access.PinLimits;
import vigilar.arming.Mode;
import vigilar.arming.SilentAlerts;
import vigilar.arming.SilentAlerts.SilentAlert;

import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/alarm/pins`: who has a PIN and what it is good for, and who used one under threat. For owners.
final class PinsPage {
    private static final int NOT_RIGHT = 422;

    private static final Map<String, String> SAID =
            Map.of(
                    "added", "That PIN holds from now on. Only who typed it knows it.",
                    "changed", "That holds from now on, in the place of what they had.",
                    "removed", "That PIN holds no more.",
                    "seen", "You know of it.");

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private final AlarmPins pins;
    private final SilentAlerts silent;
    private final InstantSource clock;

    PinsPage(WaysIn ways, InstantSource clock) {
        this.pins = ways.pins();
        this.silent = ways.silent();
        this.clock = clock;
    }

    /// @param form for one more PIN, or another one
    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    record AllPins(
            Rooms rooms,
            List<PinHolder> holders,
            PinForm form,
            List<SilentAlert> silent,
            String said,
            String problem) {
        static List<DayOfWeek> days() {
            return List.of(DayOfWeek.values());
        }

        static String word(DayOfWeek day) {
            return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }

        static List<Mode> modes() {
            return AlarmPage.Alarm.modes();
        }

        static String word(Mode mode) {
            return AlarmPage.Alarm.word(mode).toLowerCase(Locale.ROOT);
        }

        /// In the time zone of the house.
        String when(SilentAlert alert) {
            return WHEN.format(alert.at());
        }

        Optional<SilentAlert> news() {
            return silent.stream().filter(it -> !it.seen()).findFirst();
        }

        /// Whether the form is for another PIN of somebody who has one, and has it still.
        boolean isForAnother() {
            return form.instead()
                    && holders.stream().anyMatch(it -> it.name().value().equals(form.name()));
        }

        /// What a PIN is good for, in words.
        static String limits(PinHolder holder) {
            var it = holder.limits();
            return Stream.of(
                            it.equals(PinLimits.NONE) ? "everything, always" : what(it),
                            it.days().size() == 7 ? "" : days(it.days()),
                            it.from().equals(it.to()) ? "" : it.from() + " to " + it.to(),
                            it.lastDay().map(last -> "until " + last).orElse(""),
                            it.once() ? (holder.used() ? "once: used" : "once") : "",
                            holder.duress() ? "with a PIN for use under threat" : "")
                    .filter(Predicate.not(String::isEmpty))
                    .collect(Collectors.joining(", "));
        }

        private static String what(PinLimits limits) {
            var arms =
                    modes().stream()
                            .filter(limits.arms()::contains)
                            .map(AllPins::word)
                            .collect(Collectors.joining(", "));
            return Stream.of(
                            limits.disarms() ? "disarms" : "", arms.isEmpty() ? "" : "arms " + arms)
                    .filter(Predicate.not(String::isEmpty))
                    .collect(Collectors.joining(", "));
        }

        private static String days(Set<DayOfWeek> days) {
            return days.stream()
                    .sorted()
                    .map(it -> it.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                    .collect(Collectors.joining(" "));
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/alarm/pins", this::show),
                Route.post("/alarm/pins", this::add),
                Route.post("/alarm/pins/remove", this::remove),
                Route.post("/alarm/pins/seen", this::seen));
    }

    private Answer show(Visit visit) {
        var query = visit.query();
        var form =
                pins.all().stream()
                        .filter(it -> it.name().value().equals(query.getOrDefault("for", "")))
                        .findFirst()
                        .map(PinForm::of)
                        .orElse(PinForm.EMPTY);
        return page(200, visit, form, SAID.getOrDefault(query.getOrDefault("done", ""), ""), "");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, PinForm form, String said, String problem) {
        var all =
                new AllPins(
                        Rooms.of("/alarm", visit.visitor()),
                        pins.all(),
                        form,
                        silent.all(),
                        said,
                        problem);
        return Answer.html(
                status, Template.html(output -> JtepinsGenerated.render(output, null, all)));
    }

    private Answer add(Visit visit) {
        var form = PinForm.posted(visit);
        var name = PersonName.typed(form.name());
        var pin = PinCode.typed(visit.field("pin"));
        var duress = PinCode.typed(visit.field("duress"));
        if (name.isEmpty()) {
            return page(NOT_RIGHT, visit, form, "", WayInPages.NAME_RULE);
        }
        if (pin.isEmpty() || duress.isPresent() != form.duress()) {
            return page(NOT_RIGHT, visit, form, "", PinCode.RULE);
        }
        var limits = form.limits();
        if (limits.isEmpty()) {
            return page(
                    NOT_RIGHT,
                    visit,
                    form,
                    "",
                    "Choose at least one thing that the PIN does and one day on which it holds;"
                            + " times are written 07:30, days 2026-12-24.");
        }
        return form.instead()
                ? changed(
                        visit,
                        form,
                        "changed",
                        pins.replace(name.get(), pin.get(), duress, limits.get()))
                : changed(
                        visit,
                        form,
                        "added",
                        pins.add(name.get(), pin.get(), duress, limits.get()));
    }

    private Answer remove(Visit visit) {
        return PersonName.typed(visit.field("name"))
                .map(name -> changed(visit, PinForm.EMPTY, "removed", pins.remove(name)))
                .orElseGet(() -> page(NOT_RIGHT, visit, PinForm.EMPTY, "", WayInPages.NAME_RULE));
    }

    private Answer seen(Visit visit) {
        var upTo = visit.number("up_to");
        if (upTo.isEmpty()) {
            return Problem.badRequest("say 'up_to': the number of a silent alert").answer();
        }
        silent.seen(upTo.get(), clock.instant());
        return Answer.seeOther("/alarm/pins?done=seen");
    }

    /// @param form as it stands there if it was refused
    private Answer changed(Visit visit, PinForm form, String done, Change change) {
        return switch (change) {
            case Change.Done _ -> Answer.seeOther("/alarm/pins?done=" + done);
            case Change.Refused(var why) ->
                    page(NOT_RIGHT, visit, form, "", WayInPages.sentence(why));
        };
    }
}
