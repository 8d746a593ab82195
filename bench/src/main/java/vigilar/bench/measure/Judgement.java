package vigilar.bench.measure;

/// What the readings say of one target.
///
/// @param figure to which the target belongs
/// @param says the numbers, in words
record Judgement(String figure, Verdict verdict, String says) {
    enum Verdict {
        REACHED("reached", false),
        /// The median is beyond the target, but no farther than the runs are from each other.
        TIE("reached (a tie within the spread)", false),
        MISSED("MISSED", true),
        /// The other one did nothing that ours could be compared with: nothing is shown by it.
        INCOMPARABLE("cannot be compared", true),
        /// Nobody asked for it, or it is not installed here.
        NOT_MEASURED("not judged", false),
        /// A number that is worth knowing, and nothing that must be reached.
        TOLD("told", false);

        private final String words;
        private final boolean fails;

        Verdict(String words, boolean fails) {
            this.words = words;
            this.fails = fails;
        }
    }

    /// The run does not show what it is to show.
    boolean fails() {
        return verdict.fails;
    }

    @Override
    public String toString() {
        return verdict.words + ": " + says;
    }
}
