package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The process beside the one that runs the rules.
class RuleOnlookerTest extends RunningRules {
    @Test
    void that_the_rules_stand_still_is_told_within_ten_seconds_and_that_they_go_on_too()
            throws Exception {
        var nanos = new AtomicLong();
        var why = new AtomicReference<>(Optional.of("nobody has looked yet"));
        var onlooker = new RuleOnlooker(journal, database, why::set, nanos::get);
        run(rule("SMOKE", say()));
        happens("hall", "SMOKE");
        said("RULE_FIRED");
        onlooker.look();
        assertThat(why.get()).isEmpty();
        stop();
        happens("kitchen", "SMOKE");
        onlooker.look();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        onlooker.look();
        assertThat(why.get()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        onlooker.look();
        assertThat(why.get()).hasValueSatisfying(it -> assertThat(it).contains("no siren"));
        run(rule("SMOKE", say()));
        said("RULE_FIRED");
        onlooker.look();
        assertThat(why.get()).isEmpty();
    }

    @Test
    void a_quiet_house_is_well_however_long_nothing_happens() {
        var nanos = new AtomicLong();
        var why = new AtomicReference<>(Optional.of("nobody has looked yet"));
        var onlooker = new RuleOnlooker(journal, database, why::set, nanos::get);
        onlooker.look();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        onlooker.look();
        assertThat(why.get()).isEmpty();
    }
}
