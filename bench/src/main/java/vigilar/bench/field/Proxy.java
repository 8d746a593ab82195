package vigilar.bench.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Something between browsers and the house that passes on what comes, until it falls silent as a
/// dead router does: nobody hangs up, and nothing comes through any more.
public final class Proxy implements AutoCloseable {
    /// 4 KiB each way: what it does not pass on soon waits with whoever says it.
    private static final int WINDOW = 4 << 10;

    /// 20 ms: how soon a silent line notices that it was let go.
    private static final long LOOK_NANOS = 20_000_000;

    private final Supplier<InetSocketAddress> house;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    /// @param house asked at each connect, since it may come back elsewhere
    public Proxy(Supplier<InetSocketAddress> house) {
        this.house = house;
        try {
            entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new Trouble("no proxy", failure);
        }
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(entrance.getInetAddress(), entrance.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                join(entrance.accept());
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    private void join(Socket browser) {
        open.add(browser);
        var onwards = new Socket();
        open.add(onwards);
        try {
            onwards.setReceiveBufferSize(WINDOW);
            onwards.connect(house.get());
        } catch (IOException away) {
            hangUp(browser, onwards);
            return;
        }
        Thread.ofVirtual().name("proxy-out").start(() -> pass(browser, onwards));
        Thread.ofVirtual().name("proxy-in").start(() -> pass(onwards, browser));
    }

    private void pass(Socket from, Socket to) {
        var some = new byte[WINDOW];
        try {
            for (int count = 0; count >= 0; count = from.getInputStream().read(some)) {
                while (silent && open.contains(from)) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                to.getOutputStream().write(some, 0, count);
            }
        } catch (IOException hungUp) {
            // and so do we
        }
        hangUp(from, to);
    }

    private void hangUp(Socket... sockets) {
        for (var each : sockets) {
            open.remove(each);
            try {
                each.close();
            } catch (IOException failure) {
                throw new Trouble("a socket cannot be closed", failure);
            }
        }
    }

    /// From now on nothing is passed on, either way, and nobody is told.
    public void fallSilent() {
        silent = true;
    }

    /// All lines that stand end, and new ones are passed on again.
    public void letGo() {
        hangUp(open.toArray(Socket[]::new));
        silent = false;
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        }
        letGo();
    }
}
