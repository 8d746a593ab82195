package vigilar.timeline;

import java.util.Locale;

/// Why a viewer is no longer here.
enum Departure {
    /// It hung up, or its line broke.
    LEFT("the line is gone"),
    /// More waited for it than may.
    TOO_FAR_BEHIND("too many unwritten bytes"),
    /// One write took too long.
    NO_PROGRESS("a write made no progress"),
    /// The house is closing.
    CLOSING("the timeline is closing");

    private final String sentence;

    Departure(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// True if we hung up because of the viewer.
    boolean isCutOff() {
        return this == TOO_FAR_BEHIND || this == NO_PROGRESS;
    }
}
