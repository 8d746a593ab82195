/// Faults, on purpose: each case says in one sentence what must hold, breaks something, and has the
/// checker judge. It knows a house only from outside. Start reading at [TortureCase] and [Cases].
@NullMarked
package vigilar.bench.torture;

import org.jspecify.annotations.NullMarked;
