package vigilar.cli;

import vigilar.access.Secret;
import vigilar.config.Role;
import vigilar.config.Settings;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A house that only says what is done to it.
record FakeHouse(Settings settings, Set<Role> roles, List<String> story, Optional<String> refusal)
        implements House {
    @Override
    public void claim() {
        story.add("claim");
    }

    @Override
    public void start() {
        story.add("start");
        refusal.ifPresent(
                why -> {
                    throw new CannotStart(why);
                });
    }

    @Override
    public Optional<InetSocketAddress> http() {
        return roles.contains(Role.WEB) ? Optional.of(at(4711)) : Optional.empty();
    }

    @Override
    public Optional<InetSocketAddress> mqtt() {
        return roles.contains(Role.BROKER) ? Optional.of(at(4712)) : Optional.empty();
    }

    @Override
    public Optional<Secret> setupCode() {
        return Optional.empty();
    }

    @Override
    public void close() {
        story.add("close");
    }

    private static InetSocketAddress at(int port) {
        return InetSocketAddress.createUnresolved("127.0.0.1", port);
    }
}
