package vigilar.cli;

import vigilar.config.Config;
import vigilar.config.Role;
import vigilar.supervisor.ChildPlan;
import vigilar.supervisor.Processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Each role in a process of its own, looked after by this one.
final class ManyProcesses implements Running {
    /// MB of heap: what each role needs in a house under load, with some air. The web holds the
    /// viewers' buffers.
    private static final Map<Role, Integer> HEAP =
            Map.of(Role.BROKER, 128, Role.INTAKE, 128, Role.WEB, 256);

    private final Config config;
    private final Optional<Path> file;
    private final Set<Role> roles;
    private final Surroundings surroundings;
    private final Processes processes;
    private final Addresses addresses;

    ManyProcesses(Config config, Optional<Path> file, Set<Role> roles, Surroundings surroundings) {
        this.config = config;
        this.file = file;
        this.roles = roles;
        this.surroundings = surroundings;
        this.processes = new Processes(surroundings.err()::println);
        this.addresses =
                new Addresses(config.settings().web().http(), config.settings().bus().mqtt());
    }

    @Override
    public Ready start() throws InterruptedException {
        Ports.demandFree(config.settings(), roles);
        // The others look for the broker's real port, so it comes first.
        if (roles.contains(Role.BROKER)) {
            startWave(List.of(plan(Role.BROKER)));
        }
        startWave(roles.stream().filter(role -> role != Role.BROKER).map(this::plan).toList());
        return new Ready(
                Optional.of(addresses.http()).filter(_ -> roles.contains(Role.WEB)),
                Optional.of(addresses.mqtt()).filter(_ -> roles.contains(Role.BROKER)),
                Optional.empty(), // the process of the web says it itself
                config.settings().web().tls().isPresent());
    }

    private void startWave(List<ChildPlan> plans) throws InterruptedException {
        try {
            var ended = processes.startWave(plans);
            if (ended.isPresent()) {
                throw new CannotStart(
                        "a process ended with "
                                + ended.getAsInt()
                                + " before it was ready; its own lines above say why");
            }
        } catch (IOException failed) {
            throw new CannotStart("cannot start a process: " + failed.getMessage(), failed);
        }
    }

    private ChildPlan plan(Role role) {
        var options = new ArrayList<String>();
        file.ifPresent(path -> options.addAll(List.of("--config", path.toString())));
        options.addAll(List.of("--data", config.settings().storage().dataFolder().toString()));
        config.settings()
                .bus()
                .external()
                .ifPresent(external -> options.addAll(List.of("--bus", external.url().toString())));
        if (config.settings().web().open()) {
            options.add("--open");
        }
        var flags = surroundings.environment().getOrDefault("VIGILAR_JAVA_OPTS", "");
        var program = Again.withHeap(surroundings.again(), HEAP.getOrDefault(role, 256), flags);
        return new RoleProcess(role, program, options, addresses);
    }

    @Override
    public void stay() throws InterruptedException {
        processes.run();
        surroundings.stop().await();
    }

    @Override
    public void close() {
        processes.close();
    }
}
