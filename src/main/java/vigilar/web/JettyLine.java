package vigilar.web;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import vigilar.timeline.ViewerLine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// One stream response as the hub sees it.
final class JettyLine implements ViewerLine {
    private final Request request;
    private final Response response;
    private final Callback exchange;
    private final AtomicBoolean over = new AtomicBoolean();

    JettyLine(Request request, Response response, Callback exchange) {
        this.request = request;
        this.response = response;
        this.exchange = exchange;
    }

    @Override
    public void write(ByteBuffer frames, Written written) {
        response.write(
                false,
                frames,
                new Callback() {
                    @Override
                    public void succeeded() {
                        written.done();
                    }

                    @Override
                    public void failed(Throwable why) {
                        written.failed(why);
                    }

                    @Override
                    public InvocationType getInvocationType() {
                        return InvocationType.NON_BLOCKING;
                    }
                });
    }

    /// The last chunk, so that the browser can tell an end from a broken line; then the connection
    /// goes too, since streams end when the house stops.
    @Override
    public void end() {
        if (over.compareAndSet(false, true)) {
            var last = Callback.from(exchange, this::hangUp);
            response.write(true, BufferUtil.EMPTY_BUFFER, last);
        }
    }

    /// Closes the connection under the response: a write that is stuck fails at once.
    @Override
    public void cut(String why) {
        if (over.compareAndSet(false, true)) {
            hangUp();
            exchange.failed(new IOException(why));
        }
    }

    /// True once it has ended or was cut.
    boolean isOver() {
        return over.get();
    }

    /// Over HTTP/2 the connection belongs to other requests as well: there the last frame, or the
    /// reset that a failure causes, ends this one alone.
    private void hangUp() {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            return;
        }
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
