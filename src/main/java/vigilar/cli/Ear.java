package vigilar.cli;

import vigilar.recorder.Roots;

import java.time.Duration;
import java.util.List;

/// How a house listens to its broker.
///
/// @param filters all that it subscribes to
/// @param settling for so long after its start it takes what producers say for repeats
public record Ear(Roots roots, List<String> filters, Duration settling) {
    public Ear {
        filters = List.copyOf(filters);
    }
}
