package vigilar.intake;

/// How large a message of a row may be.
///
/// @param bytes most bytes of payload
/// @param depth most levels of JSON objects and arrays in each other
record Limits(int bytes, int depth) {
    /// 256 KiB holds any list of detections; 32 levels are four times what any known device nests.
    static final Limits STANDARD = new Limits(256 * 1024, 32);

    /// 8 MiB: Zigbee2MQTT's list of devices describes all that each can do, some 10 KB; that is a
    /// network of 800.
    static final Limits DEVICE_LIST = new Limits(8 << 20, 32);

    /// 4 KiB: a request to the panel has some 150 bytes.
    static final Limits REQUEST = new Limits(4 * 1024, 8);

    /// 512 bytes: the longest topic of the contract, with the longest prefix and name, has 156.
    static final int TOPIC_BYTES = 512;

    /// 100 characters: a number with more digits is no measurement, and long ones are costly to
    /// parse.
    static final int NUMBER_CHARACTERS = 100;

    /// 256 characters for the name of a key: names are words.
    static final int NAME_CHARACTERS = 256;
}
