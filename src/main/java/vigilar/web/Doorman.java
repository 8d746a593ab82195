package vigilar.web;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/// Hangs up on connections that do not come to the point: no byte at all, or a request dribbled in
/// byte by byte, which a time-out for silence never ends.
final class Doorman implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    /// 20 s from the connect, or from the last answer, to a whole request.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<EndPoint, Long> waitingSince = new ConcurrentHashMap<>();
    private final Map<EndPoint, Integer> answering = new ConcurrentHashMap<>();
    private final Map<Request, Long> reading = new ConcurrentHashMap<>();

    @Override
    public void onOpened(Connection connection) {
        waitingSince.put(socket(connection), System.nanoTime());
    }

    @Override
    public void onClosed(Connection connection) {
        if (!socket(connection).isOpen()) { // with TLS a connection changes its language first
            waitingSince.remove(socket(connection));
            answering.remove(socket(connection));
        }
    }

    /// With TLS several layers lie on one socket.
    private static EndPoint socket(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getEndPoint()
                : connection.getEndPoint();
    }

    /// What it brings is on its way. With HTTP/2 that has its own time, since others of that
    /// connection are asked and answered meanwhile; with HTTP/1.1 the time of the connection goes
    /// on, and ends the request: whoever is refused still gets an answer.
    void reads(Request request) {
        var now = System.nanoTime();
        var since =
                request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                        ? null
                        : waitingSince.remove(
                                socket(request.getConnectionMetaData().getConnection()));
        reading.put(request, since == null ? now : since);
    }

    /// A whole request is here: no hurry until it is answered, and all others of that connection
    /// (HTTP/2 has several at a time).
    void asked(Request request) {
        reading.remove(request);
        var socket = socket(request.getConnectionMetaData().getConnection());
        answering.merge(socket, 1, Integer::sum);
        waitingSince.remove(socket);
        Request.addCompletionListener(request, _ -> answered(socket));
    }

    private void answered(EndPoint socket) {
        var left = answering.computeIfPresent(socket, (_, open) -> open > 1 ? open - 1 : null);
        if (left == null && socket.isOpen()) {
            waitingSince.put(socket, System.nanoTime());
            if (!socket.isOpen()) { // closed meanwhile: its onClosed is over
                waitingSince.remove(socket);
            }
        }
    }

    /// In this very moment it may be answered after all: then Jetty knows it no more, and says so
    /// as it likes.
    private static void end(Request request) {
        try {
            request.fail(new TimeoutException("a form took too long to come"));
        } catch (RuntimeException answered) {
            LOG.debug("nothing to end any more", answered);
        }
    }

    /// Hangs up on those who have taken longer than that; of a connection on which others are
    /// answered only the slow request ends.
    void round(Duration patience) {
        var now = System.nanoTime();
        reading.forEach(
                (request, since) -> {
                    if (now - since > patience.toNanos() && reading.remove(request, since)) {
                        end(request);
                    }
                });
        waitingSince.forEach(
                (endPoint, since) -> {
                    if (now - since > patience.toNanos() && waitingSince.remove(endPoint, since)) {
                        endPoint.close();
                    }
                });
    }
}
