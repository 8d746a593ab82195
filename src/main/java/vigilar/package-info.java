/// The house as a whole: the start and the one place that builds services. Nobody depends on it.
/// Start reading at [Wiring].
@NullMarked
package vigilar;

import org.jspecify.annotations.NullMarked;
