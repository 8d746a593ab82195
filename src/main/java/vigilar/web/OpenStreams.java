package vigilar.web;

import vigilar.access.Access;
import vigilar.access.Pass;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The streams that go out under a pass, and their end when it no longer holds: who is signed out
/// or disabled sees nothing more. Safe for any number of threads.
final class OpenStreams {
    /// 5 s: so long a stream may outlive its pass. One question for each pass, not each stream.
    static final Duration ROUND = Duration.ofSeconds(5);

    private final Map<JettyLine, Pass> passes = new ConcurrentHashMap<>();

    void opened(JettyLine line, Pass pass) {
        passes.put(line, pass);
    }

    void closed(JettyLine line) {
        passes.remove(line);
    }

    /// Looks every few seconds until it is interrupted.
    ///
    /// @throws vigilar.storage.StorageException when the store cannot be read: then nobody's stream
    ///   gets anything either, since events come from there
    void watch(Access access) throws InterruptedException {
        while (true) {
            look(access);
            Thread.sleep(ROUND);
        }
    }

    void look(Access access) {
        var over =
                passes.values().stream()
                        .distinct()
                        .filter(pass -> !access.stillHolds(pass))
                        .collect(Collectors.toUnmodifiableSet());
        if (over.isEmpty()) {
            return;
        }
        passes.forEach(
                (line, pass) -> {
                    if (over.contains(pass)) {
                        line.cut("the pass of this stream no longer holds");
                    }
                });
    }
}
