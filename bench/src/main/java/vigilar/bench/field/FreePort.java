package vigilar.bench.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of loopback that nobody had just now.
public final class FreePort {
    private FreePort() {}

    public static int find() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new Trouble("no port is free", failure);
        }
    }
}
