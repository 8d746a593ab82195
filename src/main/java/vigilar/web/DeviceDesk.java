package vigilar.web;

import vigilar.access.DeviceTopics;
import vigilar.access.Devices;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// What the page of devices' logins needs of the embedded broker.
///
/// @param topics which topics the kinds of devices may use
/// @param broker where devices reach it, with a host that can be typed into them; asked for each
///   card, since the port may be known later than the page
public record DeviceDesk(
        Devices devices, DeviceTopics topics, Supplier<InetSocketAddress> broker) {}
