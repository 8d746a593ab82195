package vigilar.access;

import java.time.Instant;

/// Something the broker did not let a device do.
///
/// @param device the login it was about; empty: whoever asked had none
/// @param address where it came from, of who had no login; else empty
/// @param topic empty when it was about the login itself
/// @param why for people
/// @param times at least so often: of many in a second only some are noted
/// @param last when last
public record DeviceDenial(
        String device, String address, String topic, String why, long times, Instant last) {}
