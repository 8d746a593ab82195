package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The process beside the one that runs the rules.
class RuleOnlookerTest extends RunningRules {
    @Test
    void that_the_rules_stand_still_is_told_within_ten_seconds_and_that_they_go_on_too()
            throws Exception {
        var nanos = new AtomicLong();
        var health = new Health(clock);
        var onlooker = new RuleOnlooker(journal, database, health, nanos::get);
        run(rule("SMOKE", say()));
        happens("hall", "SMOKE");
        said("RULE_FIRED");
        onlooker.look();
        assertThat(health.parts().get("rules")).isInstanceOf(PartState.Up.class);
        stop();
        happens("kitchen", "SMOKE");
        onlooker.look();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        onlooker.look();
        assertThat(health.parts().get("rules")).isInstanceOf(PartState.Up.class);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        onlooker.look();
        assertThat(health.parts().get("rules").toString()).contains("no siren sounds");
        run(rule("SMOKE", say()));
        said("RULE_FIRED");
        onlooker.look();
        assertThat(health.parts().get("rules")).isInstanceOf(PartState.Up.class);
    }

    @Test
    void a_quiet_house_is_well_however_long_nothing_happens() {
        var nanos = new AtomicLong();
        var health = new Health(clock);
        var onlooker = new RuleOnlooker(journal, database, health, nanos::get);
        onlooker.look();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        onlooker.look();
        assertThat(health.parts().get("rules")).isInstanceOf(PartState.Up.class);
    }
}
