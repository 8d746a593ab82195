package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.config.ConfigKeys;
import vigilar.config.Key;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `try TOPIC PAYLOAD`: what would be made of a message, and why. Stores nothing; works beside the
/// running house, with what it knows, and without one.
@Command(name = "try", description = "Says what would be made of a message; stores nothing.")
final class TryCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "Read the settings from here.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--retained",
            description = "As if the broker had kept it from before the house listened.")
    private boolean retained;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Parameters(index = "0", paramLabel = "TOPIC", description = "The whole topic.")
    private String topic;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Parameters(index = "1", paramLabel = "PAYLOAD", description = "The payload as text.")
    private String payload;

    TryCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var said = new LinkedHashMap<Key<?>, Object>();
        data.ifPresent(text -> said.put(ConfigKeys.DATA, text));
        var settings =
                Configs.read(Configs.ofTheHouse(config), said, surroundings.usualData()).settings();
        var tried = services.trier().of(settings, topic, payload, retained);
        tried.lines().forEach(surroundings.out()::println);
        return tried.refused() ? ExitCode.REFUSED : ExitCode.OK;
    }
}
