package vigilar.bus;

import java.util.Optional;

/// Who may come in at the embedded broker; asked, and told, from any thread. Must not block for
/// longer than a look into the store takes.
public interface DeviceLogins {
    /// What a device may do that logs in so; empty when it may not come in.
    Optional<DeviceRights> find(String user, String password);

    /// False once the login was changed, disabled or removed: the device is hung up on.
    boolean holds(DeviceRights given);

    /// Something was refused for lack of rights.
    ///
    /// @param device empty when nobody had logged in
    /// @param topic empty when it was about the login
    void denied(String device, String topic, String why);

    /// For a broker without devices' logins.
    static DeviceLogins none() {
        return new DeviceLogins() {
            @Override
            public Optional<DeviceRights> find(String user, String password) {
                return Optional.empty();
            }

            @Override
            public boolean holds(DeviceRights given) {
                return false;
            }

            @Override
            public void denied(String device, String topic, String why) {
                // the log has it
            }
        };
    }
}
