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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The front door of the shell.
public final class CommandLineRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLineRoom.class);

    /// It tells of all others.
    private static final String HELP = "help";

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
        var top = new CommandLine(new Top());
        asked(words).forEach((name, command) -> top.addSubcommand(name, command.get()));
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

    /// Only the command that is asked for, if its name is there as it is: picocli reads each one's
    /// annotations, and for all of them that takes a start of the house a tenth of a second.
    private Map<String, Supplier<Object>> asked(String... words) {
        var all = commands();
        var first = words.length == 0 ? null : all.get(words[0]);
        return first == null || words[0].equals(HELP) ? all : Map.of(words[0], first);
    }

    /// In the order in which help names them.
    private Map<String, Supplier<Object>> commands() {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("run", () -> new RunCommand(services, surroundings));
        all.put("demo", () -> new DemoCommand(services, surroundings));
        all.put("config", () -> ConfigCommand.with(surroundings));
        all.put("events", () -> new EventsCommand(services, surroundings));
        all.put("user", () -> UserCommand.with(services, surroundings));
        all.put("device", () -> DeviceCommand.with(services, surroundings));
        all.put("setup-code", () -> new SetupCodeCommand(services, surroundings));
        all.put("tls", () -> TlsCommand.with(surroundings));
        all.put("check", () -> new CheckCommand(services, surroundings));
        all.put("backup", () -> new BackupCommand(surroundings));
        all.put("restore", () -> new RestoreCommand(surroundings));
        all.put("try", () -> new TryCommand(services, surroundings));
        all.put("rules", () -> RulesCommand.with(services, surroundings));
        all.put("doctor", () -> new DoctorCommand(services, surroundings));
        all.put("capture", () -> new CaptureCommand(services, surroundings));
        all.put("replay", () -> new ReplayCommand(services, surroundings));
        all.put("version", () -> new VersionCommand(surroundings));
        // not `HelpCommand::new`: with one to so old a class file JDK 25 cannot write its AOT cache
        all.put(HELP, () -> new CommandLine.HelpCommand());
        return all;
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
