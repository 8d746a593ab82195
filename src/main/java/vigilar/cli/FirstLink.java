package vigilar.cli;

import vigilar.bus.ClientPlan;
import vigilar.bus.Link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What came of a client's first try to connect.
final class FirstLink implements ClientPlan.LinkWatcher {
    /// 20 s: three steps of connecting may take 5 s each.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();

    @Override
    public void changed(Link link) {
        switch (link) {
            case Link.Starting _ -> {}
            case Link.Up _ -> outcome.complete(Optional.empty());
            case Link.Away(_, var why) -> outcome.complete(Optional.of(why));
        }
    }

    /// Why it failed; empty: it is up.
    Optional<String> objection() throws InterruptedException {
        try {
            return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return Optional.of("no answer in time");
        }
    }
}
