package vigilar.web;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The web cannot listen where it should: nothing was changed.
public final class PortTaken extends IOException {
    private static final long serialVersionUID = 1L;

    PortTaken(InetSocketAddress where, Throwable cause) {
        super(
                "the web cannot listen on "
                        + where.getHostString()
                        + ":"
                        + where.getPort()
                        + "; is another Vigilar or another program there? choose another address"
                        + " with --http HOST:PORT",
                cause);
    }
}
