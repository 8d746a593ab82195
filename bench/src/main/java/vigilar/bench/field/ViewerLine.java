package vigilar.bench.field;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The line of one viewer, on the viewers' thread only.
final class ViewerLine implements HttpAnswer.Ear, EventFields.Ear {
    /// 1 s: a house that says no for now is asked again so soon at the earliest.
    private static final long AFTER_NO_MILLIS = 1_000;

    private final Follower follower;
    private final String query;
    private final int window;
    private @Nullable SocketChannel channel;
    private HttpAnswer answer = new HttpAnswer(this);
    private EventFields fields = new EventFields(this);
    private String host = "";
    private long readNanos;
    private long pauseMillis;
    private boolean open;
    private boolean over;

    ViewerLine(Follower follower, String query) {
        this(follower, query, 0);
    }

    /// @param window bytes that its system takes in before it is read; 0: as usual
    ViewerLine(Follower follower, String query, int window) {
        this.follower = follower;
        this.query = query;
        this.window = window;
    }

    Follower follower() {
        return follower;
    }

    boolean isOpen() {
        return open;
    }

    /// How long to wait before it comes again.
    long pauseMillis() {
        return pauseMillis > 0 ? pauseMillis : follower.retryMillis();
    }

    void connect(InetSocketAddress house, Selector selector) throws IOException {
        var socket = SocketChannel.open();
        channel = socket;
        pauseMillis = 0;
        over = false;
        answer = new HttpAnswer(this);
        fields = new EventFields(this);
        host = house.getHostString() + ":" + house.getPort();
        socket.configureBlocking(false);
        if (window > 0) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, window);
        }
        socket.register(selector, SelectionKey.OP_CONNECT, this);
        socket.connect(house);
    }

    void connected(SelectionKey key) throws IOException {
        var socket = channel;
        if (socket == null || !socket.finishConnect()) {
            return;
        }
        var id = follower.lastEventId();
        var request =
                "GET /events/stream%s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n%s\r\n"
                        .formatted(
                                query, host, id.isEmpty() ? "" : "Last-Event-ID: " + id + "\r\n");
        var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        if (socket.write(bytes) < bytes.limit()) {
            throw new IOException("a new line takes no 200 bytes");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /// Reads what is there; false when the line is done with.
    boolean read(ByteBuffer buffer, long nanos) throws IOException {
        var socket = channel;
        if (socket == null) {
            return false;
        }
        readNanos = nanos;
        buffer.clear();
        if (socket.read(buffer) < 0) {
            return false;
        }
        answer.take(buffer.flip());
        return !over;
    }

    void hangUp() {
        open = false;
        var socket = channel;
        channel = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new Trouble("a socket cannot be closed", failure);
            }
        }
    }

    @Override
    public void head(int status, int retryAfterSeconds) {
        open = status == 200;
        if (open) {
            return;
        }
        over = true;
        pauseMillis = Math.max(AFTER_NO_MILLIS, retryAfterSeconds * 1_000L);
        if (status != 503) {
            follower.breach("the stream was refused with " + status);
        }
    }

    @Override
    public void body(byte next) {
        fields.take(next);
    }

    @Override
    public void ended() {
        over = true;
    }

    @Override
    public void message(String event, String id, byte[] data, int length) {
        follower.message(event, id, data, length, readNanos);
    }

    @Override
    public void idOnly(String id) {
        follower.idOnly(id);
    }

    @Override
    public void retry(long millis) {
        follower.retry(millis);
    }
}
