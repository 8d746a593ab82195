package vigilar.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/// A random text that opens something: shown once, stored only as its SHA-256. Plain SHA-256 is
/// enough, since nobody can try 2^80 and more numbers; Argon2id is for what people think up.
/// `toString` hides it.
public record Secret(String text) {
    /// 256 bits for what nobody types.
    private static final int TOKEN_BYTES = 32;

    /// 16 characters of 32 kinds are 80 bits: too many to try, few enough to type.
    private static final int CODE_CHARACTERS = 16;

    /// Every 4 characters a dash.
    private static final int GROUP = 4;

    /// Crockford's letters: without I, L, O, U.
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new token of 256 random bits, after `prefix`.
    static Secret token(String prefix) {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// A new code to be typed, like `7K3M-9QXE-0T4V-WZ2A`.
    static Secret code() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_CHARACTERS; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new Secret(code.toString());
    }

    /// A code as typed: case, dashes, blanks and the letters that look like digits do not matter.
    static Secret typedCode(String typed) {
        var plain = new StringBuilder();
        typed.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .chars()
                .filter(c -> LETTERS.indexOf(c) >= 0)
                .limit(CODE_CHARACTERS + 1L)
                .forEach(
                        c -> {
                            if (plain.length() % (GROUP + 1) == GROUP) {
                                plain.append('-');
                            }
                            plain.append((char) c);
                        });
        return new Secret(plain.toString());
    }

    /// What is stored and looked up.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
