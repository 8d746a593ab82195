package vigilar.intake;

/// What became of a message at the door. Nothing that arrives is an exception.
sealed interface Decoded {
    /// @param identified it carries something (its time) that makes an equal message the same one
    record Understood(Signal signal, boolean identified) implements Decoded {}

    /// @param mayQuote false when nothing of the payload may be kept: it may hold a PIN
    record Refused(String reason, boolean mayQuote) implements Decoded {}

    /// One of our own topics: what we say ourselves, not a device.
    record OurOwn() implements Decoded {}
}
