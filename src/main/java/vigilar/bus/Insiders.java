package vigilar.bus;

import io.netty.channel.ChannelId;

import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The devices that are logged in, by connection, and how fast each may speak. Safe for all
/// threads.
final class Insiders {
    /// 10 connections with one login: a program with a few clients, and what a bad Wi-Fi has left
    /// half open. One login must not take all places.
    static final int MOST_CONNECTIONS = 10;

    /// 25 s of its rate at once, usually 5,000 messages: Zigbee2MQTT tells all that it knows when
    /// it starts.
    private static final int AT_ONCE_SECONDS = 25;

    private final int aSecond;
    private final LongSupplier nanos;
    private final Map<RemotingConnection, DeviceRights> inside = new ConcurrentHashMap<>();

    /// The same by the id of the line below it, which is all that a [Doorkeeper] knows.
    private final Map<ChannelId, DeviceRights> byLine = new ConcurrentHashMap<>();

    /// By login, so that hanging up and coming again gains nothing. No more than there are logins.
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    /// @param aSecond messages that one login may say in the long run
    Insiders(int aSecond, LongSupplier nanos) {
        this.aSecond = aSecond;
        this.nanos = nanos;
    }

    /// False if the login has too many connections already.
    synchronized boolean admit(RemotingConnection connection, DeviceRights rights) {
        long others =
                inside.entrySet().stream()
                        .filter(each -> each.getValue().name().equals(rights.name()))
                        .filter(each -> isOpen(each.getKey()))
                        .count();
        if (others >= MOST_CONNECTIONS) {
            return false;
        }
        inside.put(connection, rights);
        line(connection).ifPresent(id -> byLine.put(id, rights));
        return true;
    }

    Optional<DeviceRights> of(RemotingConnection connection) {
        return Optional.ofNullable(inside.get(connection));
    }

    Optional<DeviceRights> on(ChannelId line) {
        return Optional.ofNullable(byLine.get(line));
    }

    int aSecond() {
        return aSecond;
    }

    /// How fast a login may speak; for a connection without one a pace of its own.
    Pace pace(Optional<DeviceRights> login) {
        return login.map(rights -> paces.computeIfAbsent(rights.name(), _ -> newPace()))
                .orElseGet(this::newPace);
    }

    private Pace newPace() {
        return new Pace(aSecond, (double) aSecond * AT_ONCE_SECONDS, nanos);
    }

    /// Forgets those that have gone, and hangs up on those whose login no longer holds.
    void endUnless(Predicate<DeviceRights> holds, Consumer<DeviceRights> told) {
        inside.forEach(
                (connection, rights) -> {
                    if (!isOpen(connection)) {
                        inside.remove(connection);
                        line(connection).ifPresent(byLine::remove);
                    } else if (!holds.test(rights)) {
                        told.accept(rights);
                        connection.getTransportConnection().forceClose();
                    }
                });
    }

    private static boolean isOpen(RemotingConnection connection) {
        return connection.getTransportConnection().isOpen();
    }

    private static Optional<ChannelId> line(RemotingConnection connection) {
        return connection.getTransportConnection().getID() instanceof ChannelId id
                ? Optional.of(id)
                : Optional.empty();
    }
}
