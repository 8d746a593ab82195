/// Certificates. The household's own authority, for a house without a public name: its keys are
/// readable by their owner only and good for this household's names and nothing else. And whom we
/// trust ourselves where a setting says so. It must not know any server. Start reading at
/// [HouseholdCa] and [Authorities].
@NullMarked
package vigilar.tls;

import org.jspecify.annotations.NullMarked;
