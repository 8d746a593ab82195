package vigilar.demo;

/// What a device of the demo house speaks through; each is an MQTT client of its own.
enum Gateway {
    CAMERAS,
    SENSORS,
    POWER,
    PHONES
}
