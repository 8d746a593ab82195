package vigilar.bus;

import java.net.InetSocketAddress;

/// Somebody else listens where the embedded broker was to. Thrown before anything was changed.
public final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final InetSocketAddress address;

    PortTaken(InetSocketAddress address, Throwable cause) {
        super(
                "another program already listens on %s:%d"
                        .formatted(address.getHostString(), address.getPort()),
                cause);
        this.address = address;
    }

    /// Where the other program listens.
    public InetSocketAddress address() {
        return address;
    }
}
