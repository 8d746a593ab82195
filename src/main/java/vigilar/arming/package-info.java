/// The alarm panel: what is armed, who goes through which door in time, and when it is an alarm. It
/// promises that the same facts at the same times always lead to the same decision, that nothing
/// but a person disarms, and that each decision can say why. It must not know how facts arrive or
/// how notes leave. Start reading at [Panel].
@NullMarked
package vigilar.arming;

import org.jspecify.annotations.NullMarked;
