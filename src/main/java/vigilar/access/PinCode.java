package vigilar.access;

import java.util.Optional;
import java.util.regex.Pattern;

/// A PIN as typed at a keypad. Never shown: `toString` hides it.
public record PinCode(String digits) {
    /// 4 to 8 digits; 6 are suggested. With the growing pauses after ten wrong ones, somebody who
    /// tries around the clock gets through some 100 of 10,000 a day.
    private static final Pattern SHAPE = Pattern.compile("[0-9]{4,8}");

    /// In words, for whoever typed something else.
    public static final String RULE = "A PIN has 4 to 8 digits; 6 are better than 4.";

    public PinCode {
        if (!SHAPE.matcher(digits).matches()) {
            throw new IllegalArgumentException("not a PIN"); // without quoting it
        }
    }

    /// Empty if nobody can have that for a PIN.
    public static Optional<PinCode> typed(String text) {
        var digits = text.strip();
        return SHAPE.matcher(digits).matches()
                ? Optional.of(new PinCode(digits))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "PinCode[hidden]";
    }
}
