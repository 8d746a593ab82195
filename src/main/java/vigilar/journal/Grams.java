package vigilar.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntConsumer;

/// The pieces by which the word index knows a text: each one to three letters that stand together,
/// and each four digits. Three letters tell words apart, but not numbers: in some hundred events
/// most threes of digits stand somewhere.
///
/// Whatever changes here makes the index of all stores wrong: a migration must then set each
/// `width` to 0, so that it is made anew.
final class Grams {
    /// 24 bits: that two of some thousand pieces share a number is rare.
    static final int WIDTH = 24;

    private static final int LETTERS = 3;
    private static final int DIGITS = 4;

    /// 8 questions for each word and chunk: a long word is told apart by far fewer than it has.
    private static final int MOST_ASKED = 8;

    private Grams() {}

    /// All pieces of a text in lower case, some of them several times.
    static void each(String text, IntConsumer gram) {
        int digits = 0;
        long key = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            digits = isDigit(letter) ? digits + 1 : 0;
            key = key << Character.SIZE | letter;
            gram.accept(number(key & 0xffffL));
            if (i >= 1) {
                gram.accept(number(key & 0xffff_ffffL));
            }
            if (i >= LETTERS - 1) {
                gram.accept(number(key & 0xffff_ffff_ffffL));
            }
            if (digits >= DIGITS) {
                gram.accept(number(key));
            }
        }
    }

    /// Those to ask for where a word, in lower case, is looked for: wherever it stands, all of
    /// these do.
    static List<Integer> of(String word) {
        if (word.length() < LETTERS) {
            return List.of(number(key(word, 0, word.length())));
        }
        var all = new LinkedHashSet<Integer>();
        for (int i = 0; i + LETTERS <= word.length(); i++) {
            boolean four = areDigits(word, i, i + DIGITS);
            if (four || !areDigits(word, i - 1, i + LETTERS)) {
                all.add(number(key(word, i, i + (four ? DIGITS : LETTERS))));
            }
        }
        return spread(List.copyOf(all));
    }

    /// From the whole word: the beginning of a name is often that of others too.
    private static List<Integer> spread(List<Integer> all) {
        if (all.size() <= MOST_ASKED) {
            return all;
        }
        var some = new ArrayList<Integer>();
        for (int i = 0; i < MOST_ASKED; i++) {
            some.add(all.get(i * (all.size() - 1) / (MOST_ASKED - 1)));
        }
        return some;
    }

    private static boolean areDigits(String word, int from, int to) {
        return from >= 0
                && to <= word.length()
                && word.substring(from, to).chars().allMatch(it -> isDigit((char) it));
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static long key(String text, int from, int to) {
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << Character.SIZE | text.charAt(i);
        }
        return key;
    }

    /// Mixed, so that any bits of it are as good as others (the last steps of MurmurHash3).
    private static int number(long key) {
        long mixed = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed >>> (Long.SIZE - WIDTH));
    }
}
