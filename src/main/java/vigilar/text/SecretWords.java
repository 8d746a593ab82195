package vigilar.text;

import java.util.regex.Pattern;

/// Words that say that a name, a topic or a text may hold a secret. Too wide on purpose: what is
/// hidden in vain is missed by nobody, what is shown in vain is a PIN.
public final class SecretWords {
    private static final Pattern WORDS =
            Pattern.compile(
                    "pin|pass|pwd|psk|secret|token|cred|code|key|auth", Pattern.CASE_INSENSITIVE);

    private SecretWords() {}

    /// True if one of them stands anywhere in it.
    public static boolean in(String text) {
        return WORDS.matcher(text).find();
    }
}
