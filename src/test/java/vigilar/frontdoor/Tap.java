package vigilar.frontdoor;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A line to a broker with somebody listening: it passes whole MQTT packets on, counts what devices
/// said (`…/sensor/…`) and can keep the acknowledgements of it from the broker.
final class Tap implements AutoCloseable {
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;

    private final ServerSocket door;
    private final int broker;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int mostPassed = Integer.MAX_VALUE;
    private volatile Runnable then = () -> {};

    private Tap(ServerSocket door, int broker) {
        this.door = door;
        this.broker = broker;
    }

    /// Listens on a free port and passes everything on to the broker on that one.
    static Tap before(int broker) {
        try {
            var tap = new Tap(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), broker);
            Thread.ofPlatform().daemon().name("tap").start(tap::welcome);
            return tap;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /// How many messages of devices came through so far.
    int delivered() {
        return delivered.get();
    }

    /// Passes that many acknowledgements of devices' messages; at the next one does `what` and lets
    /// nothing more of that connection through.
    void afterAcknowledgements(int count, Runnable what) {
        then = what;
        mostPassed = count;
    }

    private void welcome() {
        try {
            while (true) {
                var inside = door.accept();
                var outside = new Socket(InetAddress.getLoopbackAddress(), broker);
                sockets.addAll(List.of(inside, outside));
                var line = new Line(ConcurrentHashMap.newKeySet());
                pass(outside, inside, line::fromBroker);
                pass(inside, outside, line::toBroker);
            }
        } catch (IOException _) {
            // closed, or the broker is gone: then the client sees no answer, as without us
        }
    }

    private static void pass(Socket from, Socket to, Inspector inspector) {
        Thread.ofPlatform()
                .daemon()
                .name("tap")
                .start(
                        () -> {
                            try (from;
                                    to) {
                                var in = new DataInputStream(from.getInputStream());
                                var out = to.getOutputStream();
                                while (passOne(in, out, inspector)) {}
                                in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException _) {
                                // one side has hung up: so do we
                            }
                        });
    }

    private static boolean passOne(DataInputStream in, OutputStream out, Inspector inspector)
            throws IOException {
        int kind = in.readUnsignedByte();
        var head = new byte[] {(byte) kind, 0, 0, 0, 0};
        int headBytes = 1;
        int length = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << (7 * (headBytes - 1));
            head[headBytes++] = (byte) digit;
        } while (digit > 0x7F);
        var body = in.readNBytes(length);
        if (!inspector.mayPass(kind >> 4, body)) {
            return false;
        }
        out.write(head, 0, headBytes);
        out.write(body);
        out.flush();
        return true;
    }

    private interface Inspector {
        boolean mayPass(int kind, byte[] body);
    }

    /// fromDevices: packet ids of what devices said, not acknowledged yet
    private final class Line {
        private final Set<Integer> fromDevices;

        Line(Set<Integer> fromDevices) {
            this.fromDevices = fromDevices;
        }

        boolean fromBroker(int kind, byte[] body) {
            if (kind == PUBLISH) {
                var packet = ByteBuffer.wrap(body);
                var topic = new byte[packet.getShort()];
                packet.get(topic);
                if (new String(topic, StandardCharsets.UTF_8).contains("/sensor/")) {
                    fromDevices.add((int) packet.getShort());
                    delivered.incrementAndGet();
                }
            }
            return true;
        }

        boolean toBroker(int kind, byte[] body) {
            if (kind != PUBACK
                    || !fromDevices.remove((int) ByteBuffer.wrap(body).getShort())
                    || acknowledged.getAndIncrement() < mostPassed) {
                return true;
            }
            then.run();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
