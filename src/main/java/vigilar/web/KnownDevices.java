package vigilar.web;

import vigilar.intake.HearingLog;
import vigilar.names.Nameplates;

/// What is known of the devices of the house.
///
/// @param log what intake heard of them
/// @param plates what people say of them
public record KnownDevices(HearingLog log, Nameplates plates) {}
