package vigilar.frontdoor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// HTTP/2 by hand (RFC 9113), for what no decent client does. Reads on a thread of its own.
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int NINE = 9;

    private final SSLSocket socket;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /// What came; `code` is the error of a reset or goodbye, else 0.
    record Frame(int type, int stream, int code) {}

    RawHttp2(SSLContext context, int port) throws IOException {
        socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        var wishes = socket.getSSLParameters();
        wishes.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(wishes);
        socket.startHandshake();
        socket.getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
        Thread.ofPlatform().daemon().name("raw-http2").start(this::read);
    }

    /// @throws IOException if the other side has hung up
    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(NINE + payload.length);
        frame.put((byte) 0).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    /// Header fields that need no table (RFC 7541, 6.2.2) but for GET or POST and https.
    static byte[] fields(boolean post, String path, String... more) throws IOException {
        var block = new ByteArrayOutputStream();
        block.write(post ? 0x83 : 0x82);
        block.write(0x87);
        block.write(0x04);
        block.writeBytes(text(path));
        block.write(0x01);
        block.writeBytes(text("127.0.0.1"));
        for (int i = 0; i < more.length; i += 2) {
            block.write(0);
            block.writeBytes(text(more[i]));
            block.writeBytes(text(more[i + 1]));
        }
        return block.toByteArray();
    }

    private static byte[] text(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + bytes.length).put((byte) bytes.length).put(bytes).array();
    }

    private void read() {
        try {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                var type = in.readUnsignedByte();
                in.readUnsignedByte();
                var stream = in.readInt() & Integer.MAX_VALUE;
                var payload = ByteBuffer.wrap(in.readNBytes(length));
                var code =
                        type == RESET ? payload.getInt(0) : type == GOAWAY ? payload.getInt(4) : 0;
                frames.add(new Frame(type, stream, code));
            }
        } catch (IOException _) {
            ended = true;
        }
    }

    boolean isCutOff() {
        return ended;
    }

    List<Frame> heard(int type) {
        return frames.stream().filter(frame -> frame.type() == type).toList();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
