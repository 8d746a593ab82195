package vigilar.arming;

/// Why a zone cannot be relied on.
public enum Trouble {
    /// It does not answer.
    LOST,
    /// Its battery is low.
    LOW_BATTERY,
    /// Somebody was at it.
    TAMPERED
}
