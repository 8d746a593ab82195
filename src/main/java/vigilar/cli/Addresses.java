package vigilar.cli;

import java.net.InetSocketAddress;

/// Where the roles listen: first as set, then with the real ports. Safe for any number of threads.
final class Addresses {
    private volatile InetSocketAddress http;
    private volatile InetSocketAddress mqtt;

    Addresses(InetSocketAddress http, InetSocketAddress mqtt) {
        this.http = http;
        this.mqtt = mqtt;
    }

    InetSocketAddress http() {
        return http;
    }

    InetSocketAddress mqtt() {
        return mqtt;
    }

    /// Keeps what a process of ours said when it was ready.
    void learn(Ready ready) {
        ready.http().ifPresent(address -> http = address);
        ready.mqtt().ifPresent(address -> mqtt = address);
    }
}
