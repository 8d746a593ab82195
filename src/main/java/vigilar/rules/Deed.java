package vigilar.rules;

import org.jdbi.v3.core.Handle;

import vigilar.arming.PanelDesk;
import vigilar.arming.PanelRequest;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /// An alarm of the panel is over by itself, and with it the sirens that sounded as long as it
    /// did.
    record AlarmOver() implements Deed {
        @Override
        public List<Occurrence> said(Instant now) {
            return List.of();
        }

        @Override
        public void leave(Handle rows, Instant now) {
            ErrandStore.alarmOver(rows, now);
        }
    }

    /// A rule was set off.
    ///
    /// @param whisper its number, for a rule that speaks to some people only; else 0
    record Done(Firing firing, long whisper) implements Deed {
        private static final String HELD =
                "set off more than %d times within a minute; it goes on in a minute"
                        .formatted(RuleWatch.MOST_A_MINUTE);

        @Override
        public List<Occurrence> said(Instant now) {
            if (firing.held()) {
                return List.of(RuleSaid.notDone(firing, whisper, HELD, now));
            }
            var fired = RuleSaid.fired(firing, whisper, now);
            return objection(now)
                    .map(why -> List.of(fired, RuleSaid.notDone(firing, whisper, why, now)))
                    .orElse(List.of(fired));
        }

        /// Why not all of it is done.
        private Optional<String> objection(Instant now) {
            var then = firing.rule().then();
            if (then.stream().anyMatch(it -> isTooLate(it, now))) {
                return Optional.of(
                        (whisper == 0 ? RuleSaid.what(firing) : "what set it off")
                                + " was too long ago for its commands, which are left out");
            }
            return then.stream().anyMatch(this::isOfNoCamera)
                    ? Optional.of("no camera saw it, so none records")
                    : Optional.empty();
        }

        /// A siren is worth sounding as long as it would have sounded.
        private boolean isTooLate(Action action, Instant now) {
            var holds =
                    switch (action) {
                        case Action.Alert _ -> Optional.<Duration>empty();
                        case Action.Siren siren -> Optional.of(longest(siren));
                        case Action.Recording _, Action.Publish _, Action.Arm _ ->
                                Optional.of(Errands.COMMANDS_HOLD);
                    };
            var age = Duration.between(firing.at(), now);
            return holds.filter(it -> age.compareTo(it) > 0).isPresent();
        }

        /// Of an alarm that lasts longer than most, the panel says when it is over.
        private Duration longest(Action.Siren siren) {
            return lastsAsTheAlarm(siren) ? Action.Siren.LONGEST : siren.length();
        }

        private boolean lastsAsTheAlarm(Action.Siren siren) {
            return siren.withAlarm() && firing.incident().startsWith(RuleWatch.ALARMS);
        }

        /// The one that saw it should record, and the panel saw it.
        private boolean isOfNoCamera(Action action) {
            return action instanceof Action.Recording recording
                    && recording.cameras().isEmpty()
                    && RuleWatch.isPanels(firing.cause());
        }

        @Override
        public void leave(Handle rows, Instant now) {
            if (whisper > 0) {
                WhisperStore.leave(rows, RuleSaid.whisper(firing, whisper));
            }
            if (firing.held()) {
                return;
            }
            RuleStore.fired(rows, firing);
            for (var action : firing.rule().then()) {
                if (!isTooLate(action, now) && !isOfNoCamera(action)) {
                    leave(rows, action, now);
                }
            }
        }

        private void leave(Handle rows, Action action, Instant now) {
            var name = firing.rule().openName();
            var until = now.plus(Errands.COMMANDS_HOLD);
            switch (action) {
                case Action.Alert _ when whisper > 0 -> {} // whoever listens would hear it
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
                case Action.Siren siren ->
                        ErrandStore.sound(rows, name, siren, lastsAsTheAlarm(siren), now);
                case Action.Arm(var mode) -> {
                    PanelDesk.leave(rows, new PanelRequest.RuleArm(mode, "rule " + name), now);
                    ErrandStore.lookAfter(rows, name, now);
                }
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
                        firing.rule().openName(),
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
