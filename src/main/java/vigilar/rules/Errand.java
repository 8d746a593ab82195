package vigilar.rules;

/// Something that a rule wants said on the bus.
///
/// @param below whether the topic is one of the house's own, below its prefix
public record Errand(
        long id, RuleName rule, String topic, boolean below, String payload, boolean retained) {}
