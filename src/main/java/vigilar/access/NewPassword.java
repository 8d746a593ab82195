package vigilar.access;

/// What became of asking for a device's password.
public sealed interface NewPassword {
    /// @param secret to be shown once; only its hash is kept
    record Made(Secret secret) implements NewPassword {}

    /// Nothing was changed.
    ///
    /// @param why for people
    record Refused(String why) implements NewPassword {}
}
