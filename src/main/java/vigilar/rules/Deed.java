package vigilar.rules;

import org.jdbi.v3.core.Handle;

import vigilar.arming.PanelDesk;
import vigilar.arming.PanelRequest;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What an event comes to, in the order of the events: what is said of it in the journal, and rows
/// for those who do it, all in one transaction.
sealed interface Deed {
    List<Occurrence> said(Instant now);

    void leave(Handle rows, Instant now);

    /// Somebody disarmed, and no siren sounds any more.
    record Silence() implements Deed {
        @Override
        public List<Occurrence> said(Instant now) {
            return List.of();
        }

        @Override
        public void leave(Handle rows, Instant now) {
            ErrandStore.silence(rows, now);
        }
    }

    /// A rule was set off.
    record Done(Firing firing) implements Deed {
        private static final String HELD =
                "set off more than %d times within a minute; it goes on in a minute"
                        .formatted(RuleWatch.MOST_A_MINUTE);

        @Override
        public List<Occurrence> said(Instant now) {
            if (firing.held()) {
                return List.of(RuleSaid.notDone(firing, HELD, now));
            }
            var fired = RuleSaid.fired(firing, now);
            boolean commands =
                    firing.rule().then().stream().anyMatch(it -> !(it instanceof Action.Alert));
            return commands && isTooLate(now)
                    ? List.of(
                            fired,
                            RuleSaid.notDone(
                                    firing,
                                    RuleSaid.what(firing)
                                            + " was too long ago for its commands, which are left"
                                            + " out",
                                    now))
                    : List.of(fired);
        }

        private boolean isTooLate(Instant now) {
            return Duration.between(firing.at(), now).compareTo(Errands.COMMANDS_HOLD) > 0;
        }

        @Override
        public void leave(Handle rows, Instant now) {
            if (firing.held()) {
                return;
            }
            RuleStore.fired(rows, firing);
            for (var action : firing.rule().then()) {
                if (action instanceof Action.Alert || !isTooLate(now)) {
                    leave(rows, action, now);
                }
            }
        }

        private void leave(Handle rows, Action action, Instant now) {
            var name = firing.rule().name();
            var until = now.plus(Errands.COMMANDS_HOLD);
            switch (action) {
                case Action.Alert _ ->
                        ErrandStore.leave(
                                rows,
                                name,
                                new ErrandStore.Word(
                                        "system/alert", true, RuleSaid.alertMessage(firing), false),
                                now,
                                now.plus(Errands.NEWS_HOLDS));
                case Action.Recording recording -> record(rows, recording, now, until);
                case Action.Publish(var topic, var payload, var retained) ->
                        ErrandStore.leave(
                                rows,
                                name,
                                new ErrandStore.Word(topic, false, payload, retained),
                                now,
                                until);
                case Action.Siren siren -> ErrandStore.sound(rows, name, siren, now, until);
                case Action.Arm(var mode) ->
                        PanelDesk.leave(
                                rows, new PanelRequest.Arm(mode, false, "rule " + name), now);
            }
        }

        private void record(Handle rows, Action.Recording recording, Instant now, Instant until) {
            var cameras =
                    recording.cameras().isEmpty()
                            ? List.of(firing.cause().source())
                            : List.copyOf(recording.cameras());
            for (var camera : cameras) {
                ErrandStore.leave(
                        rows,
                        firing.rule().name(),
                        new ErrandStore.Word(
                                "camera/%s/command/record".formatted(camera),
                                true,
                                RuleSaid.recordMessage(firing, recording),
                                false),
                        now,
                        until);
            }
        }
    }
}
