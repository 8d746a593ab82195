package vigilar.cli;

import vigilar.config.HostPort;
import vigilar.config.Role;
import vigilar.supervisor.ChildPlan;

import java.util.ArrayList;
import java.util.List;

/// One role as a process. Once it has listened on a port it gets the same one at each restart:
/// devices and browsers know it by then.
final class RoleProcess implements ChildPlan {
    private final Role role;
    private final List<String> program;
    private final List<String> options;
    private final Addresses addresses;

    /// @param program how to start ourselves
    /// @param options those that all roles get
    /// @param addresses shared by the roles
    RoleProcess(Role role, List<String> program, List<String> options, Addresses addresses) {
        this.role = role;
        this.program = program;
        this.options = options;
        this.addresses = addresses;
    }

    @Override
    public String name() {
        return role.word();
    }

    @Override
    public List<String> command() {
        var words = new ArrayList<>(program);
        words.add("run");
        words.add("--child");
        words.addAll(options);
        words.addAll(List.of("--roles", role.word()));
        words.addAll(List.of("--http", HostPort.write(addresses.http())));
        words.addAll(List.of("--mqtt", HostPort.write(addresses.mqtt())));
        return words;
    }

    @Override
    public void ready(String line) {
        addresses.learn(Ready.read(line));
    }
}
