package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import vigilar.text.PlainText;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `doctor`: what is well in this house, what is not, and what to change. Works beside the running
/// house and without it.
@Command(
        name = "doctor",
        description = "Says what is well, what is not, and which setting to change.")
final class DoctorCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;
    @Mixin private final DataFolder folder = new DataFolder();

    @Option(
            names = "--mosquitto-conf",
            paramLabel = "FILE",
            description = "Also look at the settings of the Mosquitto that the house uses.")
    private Optional<Path> mosquittoConf = Optional.empty();

    DoctorCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var findings = services.doctor().examine(folder.settings(surroundings), mosquittoConf);
        var out = surroundings.out(); // what devices say must not steer a terminal
        for (var finding : findings) {
            out.println(PlainText.of(finding.grade().word() + "  " + finding.what()));
            finding.toDo().forEach(line -> out.println(PlainText.of("        " + line)));
        }
        return findings.stream().anyMatch(each -> each.grade() == Finding.Grade.DO)
                ? ExitCode.CONFIG
                : ExitCode.OK;
    }
}
