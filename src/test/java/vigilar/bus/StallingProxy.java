package vigilar.bus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A cable between a client and its broker: when it is cut, both ends stay connected and nothing
/// gets through, not even the end.
final class StallingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int broker;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private boolean cut;

    StallingProxy(int broker) throws IOException {
        this.broker = broker;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// From now on nothing passes.
    void cut() {
        set(true);
    }

    /// What was cut stays lost; new connections pass again.
    void mend() throws IOException {
        closeAll();
        set(false);
    }

    private void set(boolean cutNow) {
        lock.lock();
        try {
            cut = cutNow;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), broker);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[8_192];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                awaitMended();
                to.getOutputStream().write(bytes, 0, n);
            }
            awaitMended();
            to.close();
        } catch (IOException _) {
            // one end is gone
        }
    }

    private void awaitMended() {
        lock.lock();
        try {
            while (cut) {
                mended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        door.close();
        mend();
    }
}
