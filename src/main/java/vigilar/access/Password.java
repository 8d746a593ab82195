package vigilar.access;

/// A password as typed. Never shown: `toString` hides it.
public record Password(String text) {
    /// 10 characters: what NIST and OWASP ask for with a growing lockout, and still typed on a
    /// phone.
    public static final int FEWEST_CHARACTERS = 10;

    /// 200 characters: a long sentence; the bound keeps what has to be hashed small.
    public static final int MOST_CHARACTERS = 200;

    /// True if it may be chosen. What is typed to sign in need not be.
    public boolean mayBeChosen() {
        int length = text.codePointCount(0, text.length());
        return length >= FEWEST_CHARACTERS && !tooLong();
    }

    boolean tooLong() {
        return text.length() > MOST_CHARACTERS;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
