package vigilar.intake;

import vigilar.event.SourceId;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// For how long each producer has been off while the house was armed. A restart of one is over
/// sooner than anybody should be called for; one that comes and goes hears as little as one that is
/// off. For one thread.
final class ProducerWatch {
    /// 5 s: a look reads how the panel stands and who is off.
    static final Duration LOOK = Duration.ofSeconds(5);

    private final Supplier<Set<SourceId>> offWhileArmed;
    private final BiConsumer<SourceId, Deafness.Untold> tells;
    private final Map<SourceId, Deafness> known = new LinkedHashMap<>();
    private Optional<Long> lookedNanos = Optional.empty();

    /// @param offWhileArmed of the few that are configured
    /// @param tells returns once it is told, by whomever
    ProducerWatch(
            Supplier<Set<SourceId>> offWhileArmed, BiConsumer<SourceId, Deafness.Untold> tells) {
        this.offWhileArmed = offWhileArmed;
        this.tells = tells;
    }

    void look(long now) {
        if (lookedNanos.filter(it -> now - it < LOOK.toNanos()).isPresent()) {
            return;
        }
        lookedNanos = Optional.of(now);
        var off = offWhileArmed.get();
        off.forEach(it -> known.computeIfAbsent(it, _ -> new Deafness(now)).isDeaf(now));
        known.forEach(
                (producer, deafness) -> {
                    if (!off.contains(producer)) {
                        deafness.hears(now);
                    }
                    deafness.untold(now)
                            .ifPresent(
                                    it -> {
                                        tells.accept(producer, it);
                                        deafness.wasTold(it);
                                    });
                });
    }
}
