package vigilar.bench.measure;

import java.util.List;

/// Something worth knowing of the house, and how it is measured.
interface Figure {
    /// As it is named on the command line.
    String name();

    /// In one sentence, with the load.
    String says();

    List<Target> targets();

    List<Reading> measure(Ground ground);
}
