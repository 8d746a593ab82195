package vigilar.intake;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Which values of a device of one's own mean that something is so.
public sealed interface Sense {
    /// What a value means.
    enum Side {
        ON,
        OFF,
        NEITHER
    }

    /// What that value means. Pure.
    Side of(String value);

    /// For people: which values there are.
    String inWords();

    /// Any message says it: a button.
    record Always() implements Sense {
        @Override
        public Side of(String value) {
            return Side.ON;
        }

        @Override
        public String inWords() {
            return "anything";
        }
    }

    /// Some words mean yes, some no; upper and lower case are the same.
    ///
    /// @param on at least one
    /// @param off may be empty for a pulse
    record Words(List<String> on, List<String> off) implements Sense {
        public Words {
            on = List.copyOf(on);
            off = List.copyOf(off);
        }

        @Override
        public Side of(String value) {
            if (isIn(on, value)) {
                return Side.ON;
            }
            return isIn(off, value) ? Side.OFF : Side.NEITHER;
        }

        private static boolean isIn(List<String> words, String value) {
            return words.stream().anyMatch(word -> plain(word).equals(plain(value)));
        }

        static String plain(String word) {
            return word.strip().toLowerCase(Locale.ROOT);
        }

        @Override
        public String inWords() {
            return String.join(", ", on) + (off.isEmpty() ? "" : " or " + String.join(", ", off));
        }
    }

    /// A number beyond a bound means yes, any other no.
    ///
    /// @param above true: yes is more than the bound; false: less
    record Beyond(BigDecimal bound, boolean above) implements Sense {
        @Override
        public Side of(String value) {
            var text = value.strip();
            if (text.isEmpty() || text.length() > Limits.NUMBER_CHARACTERS) {
                return Side.NEITHER;
            }
            try {
                var compared = new BigDecimal(text).compareTo(bound);
                return (above ? compared > 0 : compared < 0) ? Side.ON : Side.OFF;
            } catch (NumberFormatException _) {
                return Side.NEITHER;
            }
        }

        @Override
        public String inWords() {
            return "a number (" + (above ? "above " : "below ") + bound.toPlainString() + ")";
        }
    }
}
