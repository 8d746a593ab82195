package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.access.DeviceLogin;
import vigilar.access.Devices;
import vigilar.bus.DeviceLogins;
import vigilar.bus.DeviceRights;
import vigilar.cli.DeviceTopics;
import vigilar.storage.StorageException;

import java.util.Optional;

/// The stored logins of devices, as the broker asks for them. While the store cannot be read nobody
/// new comes in, and nobody is hung up on: the house must go on hearing its devices.
record DeviceDoor(Devices devices, DeviceTopics topics) implements DeviceLogins {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceDoor.class);

    @Override
    public Optional<DeviceRights> find(String user, String password) {
        try {
            return devices.check(user, password).map(this::rights);
        } catch (StorageException away) {
            LOG.warn("a device was turned away: its login cannot be looked up", away);
            return Optional.empty();
        }
    }

    private DeviceRights rights(DeviceLogin login) {
        return new DeviceRights(
                login.name(), stamp(login), topics.of(login.name(), login.kind(), login.topics()));
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

    @Override
    public void denied(String device, String topic, String why) {
        // said in the log by the broker
    }
}
