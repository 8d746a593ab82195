package vigilar.recorder;

import java.time.Duration;
import java.util.regex.Pattern;

/// How many times as fast as it was recorded.
///
/// @param times 0: without any pause
public record Speed(double times) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    /// As it was.
    public static final Speed USUAL = new Speed(1);

    /// A hundredth: a day takes three months then; slower is a slip of the fingers.
    private static final double LEAST = 0.01;

    public Speed {
        if (times != 0 && !(times >= LEAST && times < 1_000_000)) {
            throw new IllegalArgumentException("a speed is 0, or from 0.01 to 999999: " + times);
        }
    }

    /// @throws IllegalArgumentException with a sentence that says what was expected
    public static Speed read(String text) {
        if (text.equals("max")) {
            return new Speed(0);
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a speed is a number such as 1, 10 or 0.5, or max: '" + text + "'");
        }
        return new Speed(Double.parseDouble(text));
    }

    /// How long that takes when it is played.
    Duration played(Duration recorded) {
        return times == 0 ? Duration.ZERO : Duration.ofMillis((long) (recorded.toMillis() / times));
    }
}
