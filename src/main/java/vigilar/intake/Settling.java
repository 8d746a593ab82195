package vigilar.intake;

import vigilar.event.Provenance;

import java.time.Duration;

/// Tells whether a producer says something because it happens, or because somebody has just
/// started. For one thread.
final class Settling {
    /// 15 s: Zigbee2MQTT says that it is online, then starts all its extensions, then repeats the
    /// cached state of every device; on a small computer with hundreds of them that takes seconds.
    /// Longer would keep more of what really happens from raising an alarm.
    static final Duration WINDOW = Duration.ofSeconds(15);

    private boolean born;
    private long bornNanos;

    /// The producer says that it has come to life.
    void bornAt(long nanos) {
        born = true;
        bornNanos = nanos;
    }

    /// Of a state that is repeated in each message: old after any start.
    Provenance ofState(Heard heard) {
        return born && heard.nanos() - bornNanos < WINDOW.toNanos() && !heard.retained()
                ? Provenance.REPLAYED
                : ofMoment(heard);
    }

    /// Of something that producers never repeat: old only if the broker kept it.
    Provenance ofMoment(Heard heard) {
        if (heard.retained()) {
            return Provenance.RETAINED;
        }
        return heard.backlog() ? Provenance.REPLAYED : Provenance.LIVE;
    }
}
