/// A running house seen from outside, for whoever breaks or measures one: the house as a process,
/// devices that speak to it, viewers that follow it, and the checker that compares what they say.
/// It knows no class of the product, only its command line, topics, addresses and files. Start
/// reading at [House], [Publisher], [Viewers] and [Checker].
@NullMarked
package vigilar.bench.field;

import org.jspecify.annotations.NullMarked;
