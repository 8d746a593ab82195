package vigilar.web;

import vigilar.access.Access;
import vigilar.access.People;

import java.util.Optional;

/// What a closed house needs to know who asks; an open one has none.
///
/// @param devices the logins of devices; empty where somebody else's broker looks after them
public record WaysIn(Access access, People people, Optional<DeviceDesk> devices) {}
