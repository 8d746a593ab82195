package vigilar.bench.measure;

/// What became of one run.
///
/// @param offered messages a second
/// @param accepted acknowledged to the publisher, a second
/// @param delivered to all viewers, a second
/// @param missing deliveries that did not come
/// @param lost viewers on which the contender hung up
/// @param wrong deliveries that came twice or out of order, or after a hole
/// @param p50 milliseconds from due to read
/// @param p99 the same
/// @param cpuMicros of the contender for each delivery
/// @param megabytes resident at the end
record Outcome(
        double offered,
        double accepted,
        double delivered,
        long missing,
        long lost,
        long wrong,
        double p50,
        double p99,
        double cpuMicros,
        double megabytes) {
    boolean isWhole() {
        return missing == 0 && lost == 0 && wrong == 0;
    }
}
