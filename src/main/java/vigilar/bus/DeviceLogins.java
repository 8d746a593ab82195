package vigilar.bus;

/// Who may come in at the embedded broker; asked, and told, from any thread. Must not block for
/// longer than a look into the store takes.
public interface DeviceLogins {
    /// What a device may do that logs in so.
    Admission find(String user, String password);

    /// False once the login was changed, disabled or removed: the device is hung up on.
    boolean holds(DeviceRights given);

    /// Something was refused; told a few times a second at most.
    void denied(Denial denial);

    /// For a broker without devices' logins.
    static DeviceLogins none() {
        return new DeviceLogins() {
            @Override
            public Admission find(String user, String password) {
                return new Admission.Out("", "this broker has no logins for devices");
            }

            @Override
            public boolean holds(DeviceRights given) {
                return false;
            }

            @Override
            public void denied(Denial denial) {
                // the log has it
            }
        };
    }
}
