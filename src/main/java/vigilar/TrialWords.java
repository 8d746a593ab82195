package vigilar;

import vigilar.cli.Tried;
import vigilar.intake.Trial;
import vigilar.intake.Trial.Fate;
import vigilar.text.PlainText;

import java.util.ArrayList;

/// A verdict of intake in the words of the command line, which does not know intake.
final class TrialWords {
    private TrialWords() {}

    static Tried of(Trial.Verdict verdict, boolean retained) {
        var lines = new ArrayList<String>();
        lines.add("read by " + verdict.reader() + (retained ? ", as kept by the broker" : ""));
        switch (verdict.fate()) {
            case Fate.Ignored(var why) -> lines.add("ignored: " + why);
            case Fate.Refused(var why) -> lines.add("refused: " + why);
            case Fate.Understood(var signals, var events, var doubt) -> {
                lines.addAll(signals);
                doubt.ifPresent(why -> lines.add("not understood of it: " + why));
                for (var event : events) {
                    lines.add(
                            "event %s %s of %s %s"
                                    .formatted(
                                            event.type(),
                                            event.severity(),
                                            event.source(),
                                            event.payload()));
                    lines.add("because " + event.why());
                }
                if (events.isEmpty()) {
                    lines.add("no event");
                }
            }
        }
        // What devices say must not steer a terminal.
        return new Tried(
                lines.stream().map(PlainText::of).toList(), verdict.fate() instanceof Fate.Refused);
    }
}
