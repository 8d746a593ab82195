package vigilar.web;

import vigilar.arming.Blocker;
import vigilar.arming.Mode;
import vigilar.arming.PanelRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who would arm was told no, and may insist.
///
/// @param asked to be asked again in spite of it
/// @param blockers what stands against it
record Refused(PanelRequest.Arm asked, List<Blocker> blockers) {
    Refused {
        blockers = List.copyOf(blockers);
    }

    Mode mode() {
        return asked.mode();
    }

    boolean left() {
        return asked.left();
    }

    /// What insisting does with each of these, before somebody does.
    String insisting() {
        var says = new ArrayList<String>();
        var out = names(it -> !it.isDeaf() && !it.isOnlyWeak());
        if (!out.isEmpty()) {
            says.add("Left out for this once: " + out + ".");
        }
        var weak = names(Blocker::isOnlyWeak);
        if (!weak.isEmpty()) {
            says.add("Stays in, though its battery is low: " + weak + ".");
        }
        if (blockers.stream().anyMatch(Blocker::isDeaf)) {
            says.add(
                    "No device is heard: the house is armed all the same, nothing is left out for"
                            + " it, and it hears nothing until the link to the broker is back.");
        }
        says.add("Your name stands in the log.");
        return String.join(" ", says);
    }

    private String names(Predicate<Blocker> which) {
        return blockers.stream()
                .filter(which)
                .map(it -> it.zone().value())
                .collect(Collectors.joining(", "));
    }
}
