package vigilar.arming;

/// The panel's states as the wire contract calls them.
public enum ArmState {
    DISARMED,
    ARMING,
    ARMED_HOME,
    ARMED_AWAY,
    ARMED_NIGHT,
    PENDING,
    TRIGGERED;

    static ArmState of(Mode mode) {
        return switch (mode) {
            case HOME -> ARMED_HOME;
            case AWAY -> ARMED_AWAY;
            case NIGHT -> ARMED_NIGHT;
        };
    }
}
