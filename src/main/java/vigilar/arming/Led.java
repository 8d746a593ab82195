package vigilar.arming;

import java.util.Optional;

/// Who or what led to how the panel stands: for a screen that says so beside the state. Pure.
final class Led {
    /// What the panel does by itself: a siren that ends, a house that nobody left.
    static final String BY_ITSELF = "panel";

    private Led() {}

    /// @param before who or what led to `then`
    /// @param asked what somebody asked in this very step
    static String by(String before, Phase then, Phase now, Optional<PanelRequest> asked) {
        if (then.state() == now.state() && then.since().equals(now.since())) {
            return before;
        }
        return switch (now) {
            case Phase.Pending pending -> pending.cause().zone().value();
            case Phase.Triggered alarm -> alarm.causes().getFirst().zone().value();
            case Phase.Disarmed _ ->
                    asked.filter(PanelRequest.Disarm.class::isInstance)
                            .map(PanelRequest::by)
                            .orElse(BY_ITSELF);
            case Phase.Arming _ ->
                    asked.map(PanelRequest::by)
                            .orElse(then instanceof Phase.Triggered ? BY_ITSELF : before);
            case Phase.Armed armed ->
                    asked.filter(PanelRequest.Arm.class::isInstance)
                            .map(PanelRequest::by)
                            .orElse(goesOn(then, armed) ? before : BY_ITSELF);
        };
    }

    /// Armed as somebody wanted it when the time to leave began.
    private static boolean goesOn(Phase then, Phase.Armed armed) {
        return then instanceof Phase.Arming arming && arming.mode() == armed.mode();
    }
}
