package vigilar.bench.field;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// One connection of a device to a broker, in packets of MQTT 5. Written by hand: it shows when
/// each acknowledgement came, lets a device send again what it likes, and costs two virtual threads
/// and no library. One thread may read while one other writes; who listens to messages uses one.
public final class MqttLine implements Closeable {
    /// 5 s: a broker on the same machine that does not take a connection by then is away.
    private static final int CONNECT_MILLIS = 5_000;

    /// 0xFFFFFFFF: the session never expires.
    private static final int FOR_EVER = -1;

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int DUP = 0x08;
    private static final int RETAIN = 0x01;

    private static final int CLEAN = 0x02;

    /// Clean start, a will with QoS 1.
    private static final int CLEAN_WITH_WILL = CLEAN | 0x04 | 0x08;

    private static final int PUBLISH = 0x30;
    private static final int QOS = 0x06;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int DISCONNECT = 0xE0;

    /// From this reason on a packet says no (MQTT 5.0, 2.4).
    private static final int REFUSED = 0x80;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final boolean resumed;
    private final Deque<Packet> early = new ArrayDeque<>();
    private final ByteArrayOutputStream owed = new ByteArrayOutputStream();

    /// A message that the broker brings.
    ///
    /// @param retained it was kept from before we subscribed
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Brought(String topic, byte[] payload, boolean retained) {}

    /// An acknowledgement.
    ///
    /// @param reason 0, or 16 when nobody listens; from 128 on a refusal
    public record Acknowledged(int number, int reason) {
        public boolean isRefusal() {
            return reason >= REFUSED;
        }
    }

    /// Connects with a session that the broker keeps.
    ///
    /// @throws IOException the broker is away, or does not let us in
    public MqttLine(InetSocketAddress broker, String clientId) throws IOException {
        this(broker, connect(clientId));
    }

    /// Connects with a session that ends with the connection, for who comes often under a new name:
    /// a broker keeps only so many sessions.
    ///
    /// @throws IOException the broker is away, or does not let us in
    public static MqttLine passing(InetSocketAddress broker, String clientId) throws IOException {
        return new MqttLine(broker, connect(clientId, CLEAN, 0));
    }

    private MqttLine(InetSocketAddress broker, byte[] hello) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(broker, CONNECT_MILLIS);
            socket.setSoTimeout(CONNECT_MILLIS);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
            write(hello);
            resumed = awaitWelcome();
            socket.setSoTimeout(0);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /// The bytes of a CONNECT, for those who want to say it in their own way.
    public static byte[] connect(String clientId) {
        return connect(clientId, 0, FOR_EVER);
    }

    private static byte[] connect(String clientId, int flags, int expirySeconds) {
        return packet(
                CONNECT,
                body -> {
                    body.writeUTF("MQTT");
                    body.writeByte(5);
                    body.writeByte(flags); // no will, no login
                    body.writeShort(0); // no keep-alive: only a dead line ends it
                    body.writeByte(5);
                    body.writeByte(0x11);
                    body.writeInt(expirySeconds);
                    body.writeUTF(clientId);
                });
    }

    /// The bytes of a CONNECT of a device that wants this said when it vanishes.
    public static byte[] connect(String clientId, int keepAliveSeconds, Message lastWill) {
        return packet(
                CONNECT,
                body -> {
                    body.writeUTF("MQTT");
                    body.writeByte(5);
                    body.writeByte(CLEAN_WITH_WILL);
                    body.writeShort(keepAliveSeconds);
                    body.writeByte(0); // no properties
                    body.writeUTF(clientId);
                    body.writeByte(0); // none of the will either
                    body.writeUTF(lastWill.topic());
                    var payload = lastWill.payload().getBytes(StandardCharsets.UTF_8);
                    body.writeShort(payload.length);
                    body.write(payload);
                });
    }

    /// The bytes of a PUBLISH with QoS 1 that the broker shall keep for those who come later.
    public static byte[] retained(String topic, String payload, int number) {
        return publish(
                PUBLISH_QOS_1 | RETAIN,
                new Message("", 0, topic, payload, Message.Kind.NUMBERED),
                number);
    }

    /// The bytes of a PUBLISH with QoS 1.
    public static byte[] publish(Message message, int number, boolean again) {
        return publish(PUBLISH_QOS_1 | (again ? DUP : 0), message, number);
    }

    /// The bytes of a PUBLISH with QoS 1 whose topic and payload are any bytes.
    public static byte[] publish(byte[] topic, byte[] payload, int number) {
        return publish(PUBLISH_QOS_1, topic, payload, number);
    }

    private static byte[] publish(int head, Message message, int number) {
        return publish(
                head,
                message.topic().getBytes(StandardCharsets.UTF_8),
                message.payload().getBytes(StandardCharsets.UTF_8),
                number);
    }

    private static byte[] publish(int head, byte[] topic, byte[] payload, int number) {
        return packet(
                head,
                body -> {
                    body.writeShort(topic.length);
                    body.write(topic);
                    body.writeShort(number);
                    body.writeByte(0); // no properties
                    body.write(payload);
                });
    }

    /// The bytes of a SUBSCRIBE.
    public static byte[] subscription(String filter, int qos) {
        return subscription(List.of(filter), qos);
    }

    private static byte[] subscription(List<String> filters, int qos) {
        return packet(
                SUBSCRIBE,
                body -> {
                    body.writeShort(1); // its number
                    body.writeByte(0); // no properties
                    for (var filter : filters) {
                        body.writeUTF(filter);
                        body.writeByte(qos);
                    }
                });
    }

    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] packet(int head, Body content) {
        try {
            var body = new ByteArrayOutputStream();
            content.writeTo(new DataOutputStream(body));
            var all = new ByteArrayOutputStream();
            all.write(head);
            int left = body.size();
            do {
                all.write(left > 0x7F ? (left & 0x7F) | 0x80 : left);
                left >>>= 7;
            } while (left > 0);
            body.writeTo(all);
            return all.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // in memory
        }
    }

    private boolean awaitWelcome() throws IOException {
        var packet = read();
        if (packet.kind != CONNACK || packet.body.length < 2 || packet.at(1) >= REFUSED) {
            throw new IOException("the broker does not let us in: " + packet);
        }
        return (packet.at(0) & 1) == 1;
    }

    /// True if the broker still knew our session.
    public boolean isResumed() {
        return resumed;
    }

    public void write(byte[] packets) throws IOException {
        out.write(packets);
        out.flush();
    }

    /// Waits for the next acknowledgement.
    public Acknowledged awaitAcknowledgement() throws IOException {
        while (true) {
            var packet = read();
            switch (packet.kind) {
                case PUBACK -> {
                    int reason = packet.body.length > 2 ? packet.at(2) : 0;
                    return new Acknowledged(packet.shortAt(0), reason);
                }
                case DISCONNECT -> throw new IOException("the broker hung up: " + packet);
                default -> {} // nothing that concerns who only speaks
            }
        }
    }

    /// Returns once the broker has agreed.
    public void subscribe(String filter, int qos) throws IOException {
        subscribe(List.of(filter), qos);
    }

    /// The same with several in one packet.
    ///
    /// @throws IOException the broker hangs up, or does not answer
    public void subscribe(List<String> filters, int qos) throws IOException {
        write(subscription(filters, qos));
        socket.setSoTimeout(CONNECT_MILLIS);
        for (var packet = read(); packet.kind != SUBACK; packet = read()) {
            if (packet.kind == DISCONNECT) {
                throw new IOException("the broker hung up: " + packet);
            }
            early.add(packet); // what it kept may come before its answer
        }
        socket.setSoTimeout(0);
    }

    /// The next message, which is acknowledged at once, or with others when more wait to be read.
    ///
    /// @param patience zero: for ever
    /// @return empty when none came in time
    public Optional<Brought> awaitMessage(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        try {
            while (true) {
                var packet = early.isEmpty() ? read() : early.remove();
                if (packet.kind == PUBLISH) {
                    var message = brought(packet);
                    if (in.available() == 0 && early.isEmpty()) {
                        out.write(owed.toByteArray());
                        owed.reset();
                    }
                    return Optional.of(message);
                }
                if (packet.kind == DISCONNECT) {
                    throw new IOException("the broker hung up: " + packet);
                }
            }
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }

    private Brought brought(Packet packet) {
        int at = 2 + packet.shortAt(0);
        var topic = new String(packet.body, 2, at - 2, StandardCharsets.UTF_8);
        if ((packet.flags & QOS) != 0) {
            owed.writeBytes(new byte[] {PUBACK, 2, packet.body[at], packet.body[at + 1]});
            at += 2;
        }
        int properties = 0;
        int shift = 0;
        int digit;
        do {
            digit = packet.at(at++);
            properties |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F);
        var payload = Arrays.copyOfRange(packet.body, at + properties, packet.body.length);
        return new Brought(topic, payload, (packet.flags & RETAIN) != 0);
    }

    private Packet read() throws IOException {
        int head = in.readUnsignedByte();
        int length = 0;
        int digit;
        int shift = 0;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F && shift < 28);
        return new Packet(head & 0xF0, head & 0x0F, in.readNBytes(length));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Packet(int kind, int flags, byte[] body) {
        int at(int index) {
            return body[index] & 0xFF;
        }

        int shortAt(int index) {
            return (at(index) << 8) | at(index + 1);
        }

        @Override
        public String toString() {
            return "packet "
                    + (kind >> 4)
                    + (body.length > 0 ? ", " + at(body.length - 1) : "")
                    + " "
                    + new String(body, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
