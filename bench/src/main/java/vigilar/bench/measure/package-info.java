/// How fast a house is, next to what people would use instead: the same offered load for all of
/// them in one run, from a client that checks every message. It must not know how a contender works
/// inside. Start reading at [Bench], [Contender] and [Trial].
@NullMarked
package vigilar.bench.measure;

import org.jspecify.annotations.NullMarked;
