package vigilar.access;

/// What a person is in this house, most rights first. What each may do is the web room's table.
public enum Standing {
    /// Manages people and settings.
    OWNER,
    /// Lives here: looks and arms.
    RESIDENT,
    /// Only looks.
    VIEWER
}
