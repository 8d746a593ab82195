package vigilar.intake;

import vigilar.storage.Database;
import vigilar.text.PlainText;
import vigilar.text.SecretWords;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The last messages that were refused, as stored; up to a second behind. Safe for all threads.
public final class RefusalLog {
    /// 200: what one looks at while setting up a device.
    static final int MOST = 200;

    /// 200 characters tell what a payload was meant to be.
    private static final int MOST_CHARACTERS = 200;

    private final Database database;

    public RefusalLog(Database database) {
        this.database = database;
    }

    /// The last 200 at most, newest first.
    ///
    /// @throws vigilar.storage.StorageException when the store cannot be read
    public List<Refusal> latest() {
        return database.read(IntakeStore::latestRefusals);
    }

    /// Notes one that another room refused. Without its payload, which may hold a PIN.
    ///
    /// @throws java.util.concurrent.CompletionException when it cannot be stored
    public void note(Instant at, String topic, String why) {
        var refusal =
                new Refusal(
                        at,
                        PlainText.of(topic, MOST_CHARACTERS),
                        PlainText.of(why, MOST_CHARACTERS),
                        "");
        database.write(
                        rows -> {
                            IntakeStore.saveRefusals(rows, List.of(refusal));
                            return true;
                        })
                .join();
    }

    static Refusal of(Instant at, String topic, byte[] payload, Decoded.Refused refused) {
        return new Refusal(
                at,
                PlainText.of(topic, MOST_CHARACTERS),
                PlainText.of(refused.reason(), MOST_CHARACTERS),
                refused.mayQuote() ? excerpt(topic, payload) : "");
    }

    /// A keypad may say nothing but the digits, and only the topic's name tells what they are.
    private static String excerpt(String topic, byte[] payload) {
        // Four bytes a character at most; the whole 256 KiB are not worth decoding.
        var start = Arrays.copyOf(payload, Math.min(payload.length, 4 * MOST_CHARACTERS));
        var text = new String(start, StandardCharsets.UTF_8);
        return SecretWords.in(topic) || SecretWords.in(text)
                ? "(not kept: it may hold a secret)"
                : PlainText.of(text, MOST_CHARACTERS);
    }

    /// Refusals on their way to the store: of a flood only the last ones, which is all that would
    /// be kept.
    static final class Unsaved {
        private final Deque<Refusal> waiting = new ArrayDeque<>();

        void add(Refusal refusal) {
            if (waiting.size() == MOST) {
                waiting.removeFirst();
            }
            waiting.add(refusal);
        }

        List<Refusal> all() {
            return List.copyOf(waiting);
        }

        void saved() {
            waiting.clear();
        }
    }
}
