package vigilar.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import vigilar.bus.BusException;
import vigilar.storage.StorageException;
import vigilar.supervisor.Failures;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/// The front door of the shell.
public final class CommandLineRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLineRoom.class);

    private final Services services;
    private final Surroundings surroundings;

    public CommandLineRoom(Services services) {
        this(services, Surroundings.ofThisProcess());
    }

    CommandLineRoom(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Command(
            name = "vigilar",
            description = "Watches over a home, on this machine, without the internet.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Top {}

    /// Does what the words say and returns the exit code; with `run` and `demo` only when they
    /// could not start: a signal ends the program with 0 from within its shutdown hook.
    public int run(String... words) {
        var top =
                new CommandLine(new Top())
                        .addSubcommand(new RunCommand(services, surroundings))
                        .addSubcommand(new DemoCommand(services, surroundings))
                        .addSubcommand("config", ConfigCommand.with(surroundings))
                        .addSubcommand(new EventsCommand(services, surroundings))
                        .addSubcommand("user", UserCommand.with(services, surroundings))
                        .addSubcommand("device", DeviceCommand.with(services, surroundings))
                        .addSubcommand(new SetupCodeCommand(services, surroundings))
                        .addSubcommand("tls", TlsCommand.with(surroundings))
                        .addSubcommand(new CheckCommand(services, surroundings))
                        .addSubcommand(new BackupCommand(surroundings))
                        .addSubcommand(new RestoreCommand(surroundings))
                        .addSubcommand(new TryCommand(services, surroundings))
                        .addSubcommand("rules", RulesCommand.with(services, surroundings))
                        .addSubcommand(new DoctorCommand(services, surroundings))
                        .addSubcommand(new CaptureCommand(services, surroundings))
                        .addSubcommand(new ReplayCommand(services, surroundings))
                        .addSubcommand(new VersionCommand(surroundings))
                        .addSubcommand(new CommandLine.HelpCommand());
        var out = new PrintWriter(surroundings.out(), true, Charset.defaultCharset());
        var err = new PrintWriter(surroundings.err(), true, Charset.defaultCharset());
        top.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(this::usage)
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure));
        helpEverywhere(top);
        return words.length == 0 ? top.execute("--help") : top.execute(words);
    }

    private static void helpEverywhere(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        var version = command.getCommandSpec().optionsMap().get("--version");
        if (version != null) {
            command.getCommandSpec().remove(version);
        }
        command.getSubcommands().values().forEach(CommandLineRoom::helpEverywhere);
    }

    private int usage(CommandLine.ParameterException wrong, String[] words) {
        surroundings.complain(Failures.inWords(wrong));
        var command = wrong.getCommandLine();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.getErr()
                    .println(
                            "  "
                                    + command.getCommandSpec().qualifiedName()
                                    + " --help says what there is");
        }
        return ExitCode.USAGE;
    }

    private int failed(Exception failure) {
        return switch (failure) {
            case CannotStart reason -> {
                reason.inWords().lines().forEach(surroundings::complain);
                yield ExitCode.CONFIG;
            }
            case StorageException reason -> {
                surroundings.complain(Failures.inWords(reason));
                yield ExitCode.CONFIG;
            }
            case BusException reason -> {
                surroundings.complain(Failures.inWords(reason));
                yield ExitCode.CONFIG;
            }
            default -> {
                surroundings.complain("this should not happen: " + Failures.inWords(failure));
                LOG.error("the command failed", failure);
                yield ExitCode.BROKEN;
            }
        };
    }
}
