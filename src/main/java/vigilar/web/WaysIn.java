package vigilar.web;

import vigilar.access.Access;
import vigilar.access.AlarmPins;
import vigilar.access.People;
import vigilar.arming.SilentAlerts;

import java.util.Optional;

/// What a closed house needs to know who asks; an open one has none.
///
/// @param pins of the alarm panel
/// @param silent who used a PIN under threat
/// @param devices the logins of devices; empty where somebody else's broker looks after them
public record WaysIn(
        Access access,
        People people,
        AlarmPins pins,
        SilentAlerts silent,
        Optional<DeviceDesk> devices) {}
