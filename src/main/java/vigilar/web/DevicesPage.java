package vigilar.web;

import vigilar.access.Change;
import vigilar.access.DeviceCard;
import vigilar.access.DeviceDenial;
import vigilar.access.DeviceKind;
import vigilar.access.DeviceLogin;
import vigilar.access.NewPassword;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// `/devices`: what devices log in with at the embedded broker, and what it did not let them do.
/// For owners.
final class DevicesPage {
    private static final int NOT_RIGHT = 422;

    private static final Map<String, String> SAID =
            Map.of(
                    "disabled", "That is changed. Who is kept out is hung up on within seconds.",
                    "removed", "That login is gone, and the device is hung up on within seconds.");

    private final Optional<DeviceDesk> desk;

    DevicesPage(WaysIn ways) {
        this.desk = ways.devices();
    }

    /// One login as the page shows it.
    ///
    /// @param refused what it was refused last, if anything
    record Line(DeviceLogin login, List<String> topics, Optional<DeviceDenial> refused) {
        String kind() {
            return switch (login.kind()) {
                case PLAIN -> "a device";
                case ZIGBEE2MQTT -> "Zigbee2MQTT";
                case FRIGATE -> "Frigate";
                case TOPICS -> "topics by name";
            };
        }
    }

    /// @param ours false: somebody else's broker looks after its own users
    /// @param card what to type into a device, shown this once; or empty
    /// @param cardFor whose card it is
    /// @param typed what was typed into the form and not taken, to be mended
    record AllDevices(
            Rooms rooms,
            boolean ours,
            List<Line> devices,
            List<DeviceDenial> refused,
            String said,
            String problem,
            String card,
            String cardFor,
            Map<String, String> typed) {
        String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        boolean isKind(String kind) {
            return typed("kind").equals(kind);
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/devices", this::show),
                Route.post("/devices", visit -> atDesk(visit, this::add)),
                Route.post("/devices/password", visit -> atDesk(visit, this::newPassword)),
                Route.post("/devices/disabled", visit -> atDesk(visit, this::disable)),
                Route.post("/devices/remove", visit -> atDesk(visit, this::remove)));
    }

    private Answer show(Visit visit) {
        var said = SAID.getOrDefault(visit.query().getOrDefault("done", ""), "");
        return page(200, visit, said, "", Optional.empty());
    }

    private Answer atDesk(Visit visit, BiFunction<DeviceDesk, Visit, Answer> work) {
        return desk.map(found -> work.apply(found, visit))
                .orElseGet(() -> problem(visit, "There is nothing to change here."));
    }

    private Answer add(DeviceDesk at, Visit visit) {
        var kind =
                Stream.of(DeviceKind.values())
                        .filter(each -> each.name().equals(visit.field("kind")))
                        .findFirst();
        if (kind.isEmpty()) {
            return problem(visit, "Say what the device is.");
        }
        var topics =
                kind.get() == DeviceKind.TOPICS
                        ? Stream.of(visit.field("topics").split("\\s+")) // blanks or lines between
                                .filter(topic -> !topic.isEmpty())
                                .toList()
                        : List.<String>of();
        if (kind.get() == DeviceKind.TOPICS && topics.isEmpty()) {
            return problem(visit, "Name the topics that it may use, such as garage/#.");
        }
        var name = visit.field("name").strip();
        return card(at, visit, name, at.devices().add(name, kind.get(), topics));
    }

    private Answer newPassword(DeviceDesk at, Visit visit) {
        var name = visit.field("name");
        return card(at, visit, name, at.devices().newPassword(name));
    }

    private Answer card(DeviceDesk at, Visit visit, String name, NewPassword made) {
        return switch (made) {
            case NewPassword.Refused(var why) -> problem(visit, WayInPages.sentence(why));
            case NewPassword.Made(var secret) -> {
                var broker = at.broker().get();
                var card =
                        at.devices()
                                .find(name)
                                .map(
                                        login ->
                                                new DeviceCard(
                                                        login,
                                                        secret,
                                                        broker.getHostString(),
                                                        broker.getPort(),
                                                        at.topics()));
                yield card.isPresent()
                        ? page(200, visit, "", "", card)
                        : problem(visit, "Somebody removed it at the same moment.");
            }
        };
    }

    private Answer disable(DeviceDesk at, Visit visit) {
        boolean out = visit.field("disabled").equals("yes");
        return done(visit, "disabled", at.devices().setDisabled(visit.field("name"), out));
    }

    private Answer remove(DeviceDesk at, Visit visit) {
        return done(visit, "removed", at.devices().remove(visit.field("name")));
    }

    private Answer done(Visit visit, String word, Change change) {
        return switch (change) {
            case Change.Done _ -> Answer.seeOther("/devices?done=" + word);
            case Change.Refused(var why) -> problem(visit, WayInPages.sentence(why));
        };
    }

    private Answer problem(Visit visit, String problem) {
        return page(NOT_RIGHT, visit, "", problem, Optional.empty());
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(
            int status, Visit visit, String said, String problem, Optional<DeviceCard> card) {
        var refused = desk.map(at -> at.devices().refused()).orElse(List.of());
        var lines = desk.map(at -> lines(at, refused)).orElse(List.of());
        var all =
                new AllDevices(
                        Rooms.of("/devices", visit.visitor()),
                        desk.isPresent(),
                        lines,
                        refused,
                        said,
                        problem,
                        card.map(DeviceCard::text).orElse(""),
                        card.map(it -> it.login().name()).orElse(""),
                        problem.isEmpty() ? Map.of() : visit.form());
        return Answer.html(
                status, Template.html(output -> JtedevicesGenerated.render(output, null, all)));
    }

    private static List<Line> lines(DeviceDesk at, List<DeviceDenial> refused) {
        return at.devices().all().stream()
                .map(
                        login ->
                                new Line(
                                        login,
                                        at.topics().of(login),
                                        refused.stream()
                                                .filter(it -> it.device().equals(login.name()))
                                                .findFirst()))
                .toList();
    }
}
