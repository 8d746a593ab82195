package vigilar.bus;

/// What became of a login at the embedded broker.
public sealed interface Admission {
    /// It may come in.
    record In(DeviceRights rights) implements Admission {}

    /// It may not.
    ///
    /// @param device whose login was tried; empty when no device has that name: it is then not
    ///   repeated anywhere, since people type passwords into wrong fields
    /// @param why for people
    record Out(String device, String why) implements Admission {}
}
