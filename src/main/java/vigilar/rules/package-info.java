/// What the house does by itself: rules that people write, each a condition and what is done once
/// it holds. It must know neither how rules are written down nor how anything reaches a phone or
/// the bus: what it wants said it appends or leaves as a row. Start reading at [Rule], then
/// [RuleWatch] (which rule an event sets off) and [RuleKeeper] (what is stored then).
@NullMarked
package vigilar.rules;

import org.jspecify.annotations.NullMarked;
