package vigilar.intake;

/// What a live message of a row leads to.
enum Kind {
    /// Both ends exist: an event when the known state changes.
    EDGE("edge"),
    /// Every live message is an event.
    PULSE("pulse"),
    /// No event: the newest value is kept.
    READING("reading"),
    /// No event: when it was last heard is kept.
    HEARTBEAT("heartbeat"),
    /// Somebody wants something of us: never an event, and its payload stays nowhere.
    COMMAND("command");

    final String inWords;

    Kind(String inWords) {
        this.inWords = inWords;
    }
}
