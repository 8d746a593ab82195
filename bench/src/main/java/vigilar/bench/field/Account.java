package vigilar.bench.field;

import java.util.List;

/// What a viewer has to say at the end.
///
/// @param from the id after which it began, -1 if it never got in
/// @param last the last id it saw
/// @param connections how often it was greeted
/// @param breaches what it saw that must not be, the first few
public record Account(
        int viewer,
        long from,
        long last,
        long events,
        long connections,
        long gaps,
        List<String> breaches) {}
