package vigilar.arming;

/// Why a zone is left out of the armed period; ends when the house is disarmed.
public enum Bypass {
    /// Somebody said so.
    BY_HAND,
    /// It was not ready when somebody armed in spite of it.
    FORCED,
    /// It was still open when its alarm ended: the house stays armed without it.
    AFTER_ALARM,
    /// It has alarmed too often (swinger shutdown).
    SHUT_DOWN
}
