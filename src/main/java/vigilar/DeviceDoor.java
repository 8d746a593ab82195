package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.access.DeviceLogin;
import vigilar.access.DeviceTopics;
import vigilar.access.Devices;
import vigilar.bus.Admission;
import vigilar.bus.Denial;
import vigilar.bus.DeviceLogins;
import vigilar.bus.DeviceRights;
import vigilar.cli.LanAddress;
import vigilar.config.Settings;
import vigilar.storage.StorageException;
import vigilar.web.DeviceDesk;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The stored logins of devices, as the broker asks for them. While the store cannot be read nobody
/// new comes in, and nobody is hung up on: the house must go on hearing its devices.
final class DeviceDoor implements DeviceLogins {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceDoor.class);

    /// 100 refusals may wait for the store: a moment of many devices.
    private static final int MOST_UNSAVED = 100;

    private final Devices devices;
    private final DeviceTopics topics;
    private final AtomicInteger unsaved = new AtomicInteger();

    DeviceDoor(Devices devices, DeviceTopics topics) {
        this.devices = devices;
        this.topics = topics;
    }

    /// What the page about it needs; nothing where somebody else's broker looks after its users.
    static Optional<DeviceDesk> desk(
            Settings settings, Devices devices, Supplier<InetSocketAddress> broker) {
        return settings.bus().external().isPresent()
                ? Optional.empty()
                : Optional.of(
                        new DeviceDesk(
                                devices,
                                Beside.topics(settings),
                                () -> LanAddress.reachable(broker.get())));
    }

    @Override
    public Admission find(String user, String password) {
        try {
            return devices.check(user, password)
                    .<Admission>map(login -> new Admission.In(rights(login)))
                    .orElseGet(() -> out(user));
        } catch (StorageException away) {
            LOG.warn("a device was turned away: its login cannot be looked up", away);
            return new Admission.Out("", "the store did not answer, so nobody new comes in");
        }
    }

    /// A name that no device has is not kept: it may be a password in the wrong field.
    private Admission.Out out(String user) {
        return devices.find(user)
                .map(
                        login ->
                                new Admission.Out(
                                        login.name(),
                                        login.disabled()
                                                ? "tried to log in, and is disabled"
                                                : "tried to log in with a wrong password"))
                .orElseGet(() -> new Admission.Out("", "a user name that no device has"));
    }

    private DeviceRights rights(DeviceLogin login) {
        return new DeviceRights(login.name(), stamp(login), topics.of(login));
    }

    private static String stamp(DeviceLogin login) {
        return login.id() + "." + login.edition();
    }

    @Override
    public boolean holds(DeviceRights given) {
        try {
            return devices.find(given.name())
                    .filter(login -> !login.disabled() && stamp(login).equals(given.stamp()))
                    .isPresent();
        } catch (StorageException away) {
            LOG.warn("cannot look whether the login of {} still holds", given.name(), away);
            return true;
        }
    }

    private CompletableFuture<Void> noted(Denial denial) {
        return denial.flood()
                ? devices.slowed(denial.device(), denial.why())
                : devices.refused(denial.device(), denial.address(), denial.topic(), denial.why());
    }

    /// Does not wait for the store: what it does not take is only said in the log.
    @Override
    public void denied(Denial denial) {
        if (unsaved.incrementAndGet() > MOST_UNSAVED) {
            unsaved.decrementAndGet();
            return; // the store is slow or away; the broker's log has it
        }
        var _ =
                noted(denial)
                        .whenComplete(
                                (_, failure) -> {
                                    unsaved.decrementAndGet();
                                    if (failure != null) {
                                        LOG.warn("what the broker refused was not noted", failure);
                                    }
                                });
    }
}
