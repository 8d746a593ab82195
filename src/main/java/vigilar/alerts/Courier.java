package vigilar.alerts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Hands one closed message to a push service over HTTPS (RFC 8030, 5) and says what it answered.
///
/// It opens the connection itself, since it must go to the address that was checked: the JDK's
/// client looks names up a second time. One request per connection, no redirects, and of the answer
/// only its head is read.
final class Courier {
    /// 20 s for all of it: the slowest services answer in two.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SSLContext tls;
    private final SafeAddresses addresses;
    private final HouseKey key;
    private final PushSubject subject;
    private final InstantSource clock;
    private final Duration patience;

    Courier(
            SSLContext tls,
            SafeAddresses addresses,
            HouseKey key,
            PushSubject subject,
            InstantSource clock,
            Duration patience) {
        this.tls = tls;
        this.addresses = addresses;
        this.key = key;
        this.subject = subject;
        this.clock = clock;
        this.patience = patience;
    }

    /// Blocks up to the patience; nothing that goes wrong outside is thrown.
    ///
    /// @param keep how long the service shall keep the message
    Answer deliver(Letter letter, Duration keep, Address to) {
        var endpoint = to.endpoint();
        var late = new AtomicBoolean();
        try (var plain = new Socket()) {
            Closeable line = plain;
            var watch =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    Thread.sleep(patience);
                                    late.set(true);
                                    line.close(); // also ends a handshake that never does
                                } catch (InterruptedException | IOException _) {
                                    return; // in time, or closed already
                                }
                            });
            try {
                var address = addresses.of(endpoint.host());
                int millis = (int) patience.toMillis();
                plain.connect(new InetSocketAddress(address, endpoint.port()), millis);
                return post(plain, endpoint, request(letter, keep, to));
            } finally {
                watch.interrupt();
            }
        } catch (SafeAddresses.Forbidden forbidden) {
            return new Answer.NotAllowed(String.valueOf(forbidden.getMessage()));
        } catch (UnknownHostException _) {
            return notNow("no address is known for " + endpoint.host());
        } catch (InterruptedIOException _) {
            return notNow("no answer within " + patience.toSeconds() + " s");
        } catch (IOException failure) {
            return notNow(
                    late.get()
                            ? "no answer within " + patience.toSeconds() + " s"
                            : "no connection: " + failure.getMessage());
        }
    }

    private Answer post(Socket plain, Endpoint endpoint, byte[] request) throws IOException {
        try (var socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(plain, endpoint.host(), endpoint.port(), false)) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name, not the address
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return advised(AnswerHead.read(socket.getInputStream()));
        }
    }

    /// A house that names no contact is told that this may be why it is refused.
    private Answer advised(AnswerHead head) {
        var answer = head.answer(clock.instant());
        return answer instanceof Answer.NotNow(var words, var asked)
                        && head.refusesTheSender()
                        && !subject.reachesSomebody()
                ? new Answer.NotNow(
                        words + "; some services do while push.subject is not set", asked)
                : answer;
    }

    private byte[] request(Letter letter, Duration keep, Address to) {
        var endpoint = to.endpoint();
        var body = Envelope.seal(letter.bytes(), to.keys());
        // each value is ours or was checked: nothing here can hold a line break
        var head =
                "POST %s HTTP/1.1\r\n".formatted(endpoint.target())
                        + "Host: %s\r\n".formatted(endpoint.authority())
                        + "Authorization: %s\r\n"
                                .formatted(
                                        key.introduction(
                                                endpoint.origin(), subject, clock.instant()))
                        + "TTL: %d\r\n".formatted(keep.toSeconds())
                        + "Urgency: %s\r\n".formatted(letter.postage().urgency())
                        + "Topic: %s\r\n".formatted(letter.topic())
                        + "Content-Encoding: aes128gcm\r\n"
                        + "Content-Type: application/octet-stream\r\n"
                        + "Content-Length: %d\r\n".formatted(body.length)
                        + "Connection: close\r\n\r\n";
        var start = head.getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private static Answer notNow(String words) {
        return new Answer.NotNow(words, Optional.empty());
    }
}
