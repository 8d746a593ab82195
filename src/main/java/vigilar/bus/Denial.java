package vigilar.bus;

import vigilar.text.PlainText;

/// Something that the embedded broker did not let somebody do.
///
/// @param device the login it is about; empty when there is none
/// @param address where a stranger asked from; else empty
/// @param topic empty when it is about the login itself
/// @param why for people
/// @param flood nothing was refused, but the device says so much that it has to wait
public record Denial(String device, String address, String topic, String why, boolean flood) {
    static Denial of(String device, String topic, String why) {
        return new Denial(device, "", PlainText.excerpt(topic), why, false);
    }

    static Denial ofFlood(String device, String why) {
        return new Denial(device, "", "", why, true);
    }

    static Denial ofStranger(String address, String why) {
        return new Denial("", PlainText.excerpt(address), "", why, false);
    }
}
