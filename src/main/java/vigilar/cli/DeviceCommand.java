package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.access.Change;
import vigilar.access.DeviceCard;
import vigilar.access.DeviceDenial;
import vigilar.access.DeviceKind;
import vigilar.access.DeviceLogin;
import vigilar.access.DeviceTopics;
import vigilar.access.NewPassword;
import vigilar.config.Settings;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `device …`: what devices log in with at the embedded broker. Works beside the running house,
/// which takes it up within seconds, and without it.
@Command(
        name = "device",
        description = "Lets devices in at the embedded broker, or keeps them out.")
final class DeviceCommand {
    private DeviceCommand() {}

    static CommandLine with(Services services, Surroundings surroundings) {
        return new CommandLine(new DeviceCommand())
                .addSubcommand(new All(services, surroundings))
                .addSubcommand(new RefusedOnes(services, surroundings))
                .addSubcommand(new Add(services, surroundings))
                .addSubcommand(new NewOne(services, surroundings))
                .addSubcommand(new Disable(services, surroundings))
                .addSubcommand(new Enable(services, surroundings))
                .addSubcommand(new Remove(services, surroundings));
    }

    /// What they have in common: one data folder, one answer.
    private abstract static class OnDevices implements Callable<Integer> {
        final Services services;
        final Surroundings surroundings;
        @Mixin private final DataFolder folder = new DataFolder();

        OnDevices(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        final Settings settings() {
            return folder.settings(surroundings);
        }

        final int withDevices(Function<OpenDevices, Integer> work) {
            try (var open = services.deviceLogins().open(settings())) {
                return work.apply(open);
            }
        }

        final int change(String said, Function<OpenDevices, Change> work) {
            return withDevices(
                    open ->
                            switch (work.apply(open)) {
                                case Change.Done _ -> {
                                    surroundings.out().println(said);
                                    yield ExitCode.OK;
                                }
                                case Change.Refused(var why) -> throw new CannotStart(why);
                            });
        }

        /// @throws CannotStart when devices log in elsewhere: a card for a broker that does not run
        ///   would send the owner to a closed port
        final void needOwnBroker() {
            settings()
                    .bus()
                    .external()
                    .ifPresent(
                            broker -> {
                                throw new CannotStart(
                                        ("this house uses the broker %s (bus.url), so devices log"
                                             + " in there: make the user there;"
                                             + " docs/operator-guide.md, 'An external broker', says"
                                             + " with which rights. Nothing was changed")
                                                .formatted(broker.url()));
                            });
        }

        final int password(String name, OpenDevices open, NewPassword made) {
            return switch (made) {
                case NewPassword.Refused(var why) -> throw new CannotStart(why);
                case NewPassword.Made(var secret) -> {
                    var login = open.devices().find(name).orElseThrow();
                    var broker = settings().bus().mqtt();
                    surroundings
                            .out()
                            .print(
                                    new DeviceCard(
                                                    login,
                                                    secret,
                                                    LanAddress.host(broker),
                                                    broker.getPort(),
                                                    open.topics())
                                            .text());
                    yield ExitCode.OK;
                }
            };
        }
    }

    private abstract static class OnOne extends OnDevices {
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        @Parameters(paramLabel = "NAME", description = "What the device logs in with.")
        String name;

        OnOne(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }
    }

    @Command(name = "list", description = "All logins, one a line: name, topics, disabled or not.")
    private static final class All extends OnDevices {
        All(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return withDevices(
                    open -> {
                        open.devices().all().forEach(login -> say(login, open.topics()));
                        return ExitCode.OK;
                    });
        }

        private void say(DeviceLogin login, DeviceTopics topics) {
            var line =
                    "%-32s  %s  %s"
                            .formatted(
                                    login.name(),
                                    String.join(" ", topics.of(login)),
                                    login.disabled() ? "disabled" : "");
            surroundings.out().println(line.stripTrailing());
        }
    }

    @Command(
            name = "refused",
            description = "What the broker did not let devices do, newest first: when, who, what.")
    private static final class RefusedOnes extends OnDevices {
        RefusedOnes(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return withDevices(
                    open -> {
                        open.devices().refused().forEach(this::say);
                        return ExitCode.OK;
                    });
        }

        private void say(DeviceDenial denial) {
            surroundings
                    .out()
                    .println(
                            "%s  %-32s  %s%s%s"
                                    .formatted(
                                            denial.last().truncatedTo(ChronoUnit.SECONDS),
                                            denial.device().isEmpty()
                                                    ? "(" + denial.address() + ")"
                                                    : denial.device(),
                                            denial.why(),
                                            denial.topic().isEmpty() ? "" : ": " + denial.topic(),
                                            denial.times() == 1
                                                    ? ""
                                                    : " (" + denial.times() + " times)"));
        }
    }

    @Command(name = "add", description = "Lets a device in and prints what to type into it.")
    private static final class Add extends OnOne {
        @Option(
                names = "--for",
                paramLabel = "KIND",
                description = "plain, zigbee2mqtt or frigate; plain when nothing is said.")
        private Optional<DeviceKind> kind = Optional.empty();

        @Option(
                names = "--topics",
                paramLabel = "FILTER",
                description = "Topics it may use, such as garage/#; may be repeated.")
        private List<String> topics = new ArrayList<>();

        Add(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            var usual = topics.isEmpty() ? DeviceKind.PLAIN : DeviceKind.TOPICS;
            var as = kind.orElse(usual);
            needOwnBroker();
            return withDevices(open -> password(name, open, open.devices().add(name, as, topics)));
        }
    }

    @Command(name = "password", description = "Makes a new password; the old one is void.")
    private static final class NewOne extends OnOne {
        NewOne(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            needOwnBroker();
            return withDevices(open -> password(name, open, open.devices().newPassword(name)));
        }
    }

    @Command(name = "disable", description = "Keeps a device out; it is hung up on within seconds.")
    private static final class Disable extends OnOne {
        Disable(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return change(
                    name + " cannot log in any more",
                    open -> open.devices().setDisabled(name, true));
        }
    }

    @Command(name = "enable", description = "Lets a device in again with the password it has.")
    private static final class Enable extends OnOne {
        Enable(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return change(
                    name + " can log in again", open -> open.devices().setDisabled(name, false));
        }
    }

    @Command(name = "remove", description = "Forgets a login; the device is hung up on.")
    private static final class Remove extends OnOne {
        Remove(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return change(name + " is removed", open -> open.devices().remove(name));
        }
    }
}
