package vigilar.cli;

import vigilar.recorder.BadCapture;
import vigilar.recorder.Capture;
import vigilar.recorder.Playback;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A playback with its words for people: how far it is, and what became of it.
final class Playing implements AutoCloseable {
    private final Playback playback;
    private final Surroundings surroundings;
    private final AtomicBoolean summedUp = new AtomicBoolean();

    Playing(Playback playback, Surroundings surroundings) {
        this.playback = playback;
        this.surroundings = surroundings;
    }

    /// Plays all of it.
    ///
    /// @return the exit code
    int toTheEnd(Capture capture, Playback.Way way) throws InterruptedException {
        try (var _ =
                Progress.of(
                        surroundings.err(),
                        () ->
                                "%,d of %,d acknowledged"
                                        .formatted(
                                                playback.soFar().acknowledged(),
                                                capture.messages()))) {
            var tally = playback.play(capture, way);
            sumUp(tally, tally.whole() ? "played" : "played in part", "lost");
            return tally.whole() && tally.lost() == 0 ? ExitCode.OK : ExitCode.PARTLY;
        } catch (BadCapture | IOException changed) {
            throw new CannotStart(
                    "the file changed while it was played: " + changed.getMessage(), changed);
        }
    }

    private void sumUp(Playback.Tally tally, String outcome, String others) {
        if (summedUp.getAndSet(true)) {
            return;
        }
        var err = surroundings.err();
        err.printf(
                "%s: %,d messages acknowledged, %,d %s, %,d passed over that only a house may"
                        + " say%n",
                outcome, tally.acknowledged(), tally.lost(), others, tally.passedOver());
        tally.why().ifPresent(why -> err.println("  the last loss: " + why));
    }

    static String inWords(Duration length) {
        return "%d:%02d:%02d"
                .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }

    /// Ends it and says how far it came.
    @Override
    public void close() {
        playback.close();
        sumUp(playback.soFar(), "stopped before the end", "not yet");
    }
}
