package vigilar.web;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Hangs up on connections that do not come to the point: no byte at all, or a request dribbled in
/// byte by byte, which a time-out for silence never ends.
final class Doorman implements Connection.Listener {
    /// 20 s from the connect, or from the last answer, to a whole request.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<EndPoint, Long> waitingSince = new ConcurrentHashMap<>();
    private final Map<EndPoint, Integer> answering = new ConcurrentHashMap<>();

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

    /// A whole request is here: no hurry until it is answered, and all others of that connection
    /// (HTTP/2 has several at a time).
    void asked(Request request) {
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

    /// Hangs up on those who have taken longer than that.
    void round(Duration patience) {
        var now = System.nanoTime();
        waitingSince.forEach(
                (endPoint, since) -> {
                    if (now - since > patience.toNanos() && waitingSince.remove(endPoint, since)) {
                        endPoint.close();
                    }
                });
    }
}
