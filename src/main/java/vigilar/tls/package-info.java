/// The household's own certificate authority, for a house without a public name. It promises that
/// its keys are readable by their owner only and good for this household's names and nothing else;
/// it must not know any server. Start reading at [HouseholdCa].
@NullMarked
package vigilar.tls;

import org.jspecify.annotations.NullMarked;
