package vigilar.demo;

import java.time.Duration;
import java.time.Instant;

/// One message of a device in the demo house.
///
/// @param pause since the moment before, in the sped-up time of the demo
/// @param topic below the prefix
/// @param fields JSON members beside `ts`, or empty
record Moment(Duration pause, Gateway gateway, String topic, String fields) {
    /// The payload as a device would write it at that time.
    String payload(Instant now) {
        return "{\"ts\":" + now.toEpochMilli() + (fields.isEmpty() ? "" : "," + fields) + "}";
    }
}
