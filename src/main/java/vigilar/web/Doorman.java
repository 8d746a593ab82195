package vigilar.web;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
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

    @Override
    public void onOpened(Connection connection) {
        waitingSince.put(connection.getEndPoint(), System.nanoTime());
    }

    @Override
    public void onClosed(Connection connection) {
        waitingSince.remove(connection.getEndPoint());
    }

    /// A whole request is here: no hurry until it is answered.
    void asked(Request request) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        waitingSince.remove(endPoint);
        Request.addCompletionListener(
                request,
                _ -> {
                    if (endPoint.isOpen()) {
                        waitingSince.put(endPoint, System.nanoTime());
                        if (!endPoint.isOpen()) { // closed meanwhile: its onClosed is over
                            waitingSince.remove(endPoint);
                        }
                    }
                });
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
