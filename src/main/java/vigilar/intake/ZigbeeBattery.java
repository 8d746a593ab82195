package vigilar.intake;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Optional;

/// Batteries that only say a percentage: when that is news.
final class ZigbeeBattery {
    /// The point: not that of `battery_low`, which some devices say beside it with bounds of their
    /// own.
    static final String POINT = "battery_percent";

    /// 15 %: coin cells fall fast from there, and a week is left to buy one.
    static final int LOW = 15;

    /// 25 %: a cold night and a warm day move a coin cell by some percent; only a new one gains
    /// ten.
    static final int WELL = 25;

    private ZigbeeBattery() {}

    /// `on` when low, `off` when well; empty between the two, where it stays what it was, and for
    /// what is no percentage.
    static Optional<String> word(JsonNode value) {
        if (!value.isNumber()) {
            return Optional.empty();
        }
        var percent = value.decimalValue();
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            return Optional.empty();
        }
        if (percent.compareTo(BigDecimal.valueOf(LOW)) <= 0) {
            return Optional.of("on");
        }
        return percent.compareTo(BigDecimal.valueOf(WELL)) >= 0
                ? Optional.of("off")
                : Optional.empty();
    }
}
