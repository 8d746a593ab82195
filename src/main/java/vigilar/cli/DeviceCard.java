package vigilar.cli;

import vigilar.access.DeviceLogin;

import java.net.InetSocketAddress;

/// What to type into a device, with its password, which is shown this once.
final class DeviceCard {
    private DeviceCard() {}

    static String of(
            DeviceLogin login, String password, InetSocketAddress broker, DeviceTopics topics) {
        var host = LanAddress.host(broker);
        int port = broker.getPort();
        var name = login.name();
        var config =
                switch (login.kind()) {
                    case PLAIN ->
                            "For example: %s%n"
                                    .formatted(topics.prefix().topic("sensor/" + name + "/motion"));
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
                                            topics.zigbee2mqtt().value(),
                                            host,
                                            port,
                                            name,
                                            password);
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
                                    .formatted(
                                            topics.frigate().value(), host, port, name, password);
                    case TOPICS -> "";
                };
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
                                password,
                                String.join(" ", topics.of(name, login.kind(), login.topics())))
                + config;
    }
}
