package vigilar.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id, a few at a time. Safe for any number of threads.
final class PasswordHashes {
    /// 19 MiB, 2 rounds, 1 lane: OWASP's recommendation, RFC 9106's second choice scaled to small
    /// machines (64 MiB at a time is much on a Raspberry Pi that also stores video). Each hash
    /// carries its own figures, so raising these later leaves old ones valid.
    private static final int MEMORY_KIB = 19_456;

    private static final int ROUNDS = 2;

    private static final int LANES = 1;

    /// 256 bits out, 128 bits of salt: RFC 9106, section 3.1.
    private static final int HASH_BYTES = 32;

    private static final int SALT_BYTES = 16;

    /// 2 at a time: 38 MiB at most, however many sign in; one may be slow and another still gets
    /// in.
    private static final int AT_ONCE = 2;

    /// 2 s in the queue: some forty before us. Longer is a flood, and better said.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, ROUNDS, LANES, HASH_BYTES, Argon2.ID);

    /// For names that nobody has: looking at a password must take the same time.
    private static final String NOBODYS = make(new Password("nobody's password"));

    /// One for the process: the memory is the process's.
    private static final Semaphore ROOM = new Semaphore(AT_ONCE, true);

    /// 1 of the two at a time for what opens nothing: however much of it there is, whoever opens
    /// something has the other one.
    private static final Semaphore ASIDE = new Semaphore(1, true);

    private PasswordHashes() {}

    /// Does the work, in which [#make] and [#matches] may be called; empty when too many others are
    /// at it.
    static <T> Optional<T> inTurn(Supplier<T> work) {
        return within(ROOM, () -> Optional.of(work.get()));
    }

    /// The same for what opens nothing: one at a time, so that others have a turn beside it.
    static <T> Optional<T> aside(Supplier<T> work) {
        return within(ASIDE, () -> inTurn(work));
    }

    private static <T> Optional<T> within(Semaphore room, Supplier<Optional<T>> work) {
        try {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

    /// The PHC string to be stored.
    static String make(Password password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return ARGON2.hash(password.text().getBytes(StandardCharsets.UTF_8), salt).getResult();
    }

    /// The PHC string of a PIN. The same for the same PIN and salt.
    ///
    /// @param salt of all PINs of the house
    static String make(PinCode pin, byte[] salt) {
        return ARGON2.hash(pin.digits().getBytes(StandardCharsets.UTF_8), salt).getResult();
    }

    /// True if the password is the one behind `stored`; always false, but as slow, without one.
    static boolean matches(Password password, Optional<String> stored) {
        if (password.tooLong()) {
            return false;
        }
        var hash = stored.orElse(NOBODYS);
        boolean same = Argon2Function.getInstanceFromHash(hash).check(password.text(), hash);
        return same && stored.isPresent();
    }
}
