package vigilar.bus;

import vigilar.text.PlainText;

/// Something that the embedded broker did not let somebody do.
///
/// @param device the login it is about; empty when there is none
/// @param address where a stranger asked from; else empty
/// @param topic empty when it is about the login itself
/// @param why for people
public record Denial(String device, String address, String topic, String why) {
    static Denial of(String device, String topic, String why) {
        return new Denial(device, "", PlainText.excerpt(topic), why);
    }

    static Denial ofStranger(String address, String why) {
        return new Denial("", PlainText.excerpt(address), "", why);
    }
}
