package vigilar.access;

/// What to type into a device, with its password, which is shown this once: the same words in the
/// terminal and on the page.
///
/// @param password the only copy: only its hash is stored
/// @param host where devices reach the broker
public record DeviceCard(
        DeviceLogin login, Secret password, String host, int port, DeviceTopics topics) {
    /// Lines of plain text, to be copied.
    public String text() {
        var name = login.name();
        return """
        %s may log in. The password is shown this once:
        host      %s
        port      %d
        user      %s
        password  %s
        topics    %s
        """
                        .formatted(
                                name,
                                host,
                                port,
                                name,
                                password.text(),
                                String.join(" ", topics.of(login)))
                + reach()
                + example();
    }

    private String reach() {
        return host.startsWith("127.") || host.equals("localhost")
                ? "Only programs on this machine reach that host; for others start with --mqtt 0.0.0.0:%d\n"
                        .formatted(port)
                : "";
    }

    private String example() {
        return switch (login.kind()) {
            case PLAIN, TOPICS ->
                    """
                    To try it:
                    mosquitto_pub -h %s -p %d -u %s -P %s -q 1 -t %s -m '{}'
                    """
                            .formatted(
                                    host,
                                    port,
                                    login.name(),
                                    password.text(),
                                    topics.example(login));
            case ZIGBEE2MQTT ->
                    """
                    In its configuration.yaml:
                    mqtt:
                      base_topic: %s
                      server: mqtt://%s:%d
                      user: %s
                      password: %s
                    """
                            .formatted(
                                    topics.zigbee2mqtt(),
                                    host,
                                    port,
                                    login.name(),
                                    password.text());
            case FRIGATE ->
                    """
                    In its config.yml:
                    mqtt:
                      enabled: true
                      topic_prefix: %s
                      host: %s
                      port: %d
                      user: %s
                      password: %s
                    """
                            .formatted(topics.frigate(), host, port, login.name(), password.text());
        };
    }
}
