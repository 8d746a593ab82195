package vigilar.alerts;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A push service of our own over real HTTPS on a free loopback port. It verifies who sends, keeps
/// what it was sent, and answers as it was told. In the end all of it is also read by others.
final class PushPlace implements AutoCloseable {
    /// Says nothing until the caller gives up.
    static final String HANG = "hang";

    /// Hangs up instead of an answer.
    static final String RESET = "reset";

    private static final String TRUSTED = "trusted.p12";

    /// 24 h: RFC 8292, 2.
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    private static final JsonMapper JSON = new JsonMapper();
    private static final char[] PASSWORD = "for-tests".toCharArray();

    private static final Pattern SAID =
            Pattern.compile("vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+), k=([\\w-]+)");

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parcel(String path, Map<String, String> headers, byte[] body) {}

    final BlockingQueue<Parcel> received = new LinkedBlockingQueue<>();
    final Queue<String> odd = new ConcurrentLinkedQueue<>();
    final Recipient recipient = new Recipient();
    private final Queue<Parcel> all = new ConcurrentLinkedQueue<>();
    private final Set<String> senders = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<String>> scripts = new HashMap<>();
    private final Path folder;
    private final InstantSource clock;
    private final SSLContext tls;
    private final SSLServerSocket door;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Optional<String> always = Optional.empty();

    PushPlace(Path folder, InstantSource clock) throws Exception {
        this.folder = folder;
        this.clock = clock;
        tls = certificate(folder);
        door = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0);
        Thread.ofVirtual().start(this::admit);
    }

    /// Trusts this place and nobody else.
    SSLContext trust() {
        return tls;
    }

    /// The same for another JVM.
    List<String> trustOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + folder.resolve(TRUSTED),
                "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD));
    }

    String endpoint(String path) {
        return "https://localhost:" + door.getLocalPort() + path;
    }

    /// A browser subscribes for that sender and no other: its applicationServerKey (RFC 8292, 4).
    void subscribed(String senderKey) {
        senders.add(senderKey);
    }

    /// What is answered at that path, in turn; 201 from then on.
    synchronized void answers(String path, String... answers) {
        var script = scripts.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>());
        script.addAll(List.of(answers));
    }

    /// Lets nobody get as far as the first byte of TLS, until [#letIn].
    void keepOut() {
        gate = new CountDownLatch(1);
    }

    void letIn() {
        gate.countDown();
    }

    /// What is answered from now on, whatever else was agreed; empty: no more of that.
    void answersAlways(Optional<String> answer) {
        always = answer;
    }

    Parcel next() throws InterruptedException {
        var parcel = received.poll(15, TimeUnit.SECONDS);
        if (parcel == null) {
            throw new AssertionError("nothing was sent");
        }
        return parcel;
    }

    private static SSLContext certificate(Path folder) throws Exception {
        var file = folder.resolve("place.p12");
        if (!Files.exists(file)) {
            var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process =
                    new ProcessBuilder(
                                    keytool,
                                    "-genkeypair",
                                    "-keyalg",
                                    "EC",
                                    "-groupname",
                                    "secp256r1",
                                    "-alias",
                                    "place",
                                    "-dname",
                                    "CN=place",
                                    "-ext",
                                    "san=dns:localhost",
                                    "-storetype",
                                    "PKCS12",
                                    "-keystore",
                                    file.toString(),
                                    "-storepass",
                                    new String(PASSWORD))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("keytool.log").toFile())
                            .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(Files.readString(folder.resolve("keytool.log")));
            }
        }
        var store = KeyStore.getInstance(file.toFile(), PASSWORD);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("place", store.getCertificate("place"));
        try (var out = Files.newOutputStream(folder.resolve(TRUSTED))) {
            trusted.store(out, PASSWORD);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                var guest = (SSLSocket) door.accept();
                Thread.ofVirtual().start(() -> serve(guest));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SSLSocket guest) {
        try (guest) {
            gate.await();
            var parcel = read(guest.getInputStream());
            verify(parcel.headers());
            var answer = always.orElseGet(() -> nextAnswer(parcel.path()));
            all.add(parcel);
            received.add(parcel);
            if (answer.equals(HANG)) {
                int said = guest.getInputStream().read(); // until the caller hangs up
                if (said >= 0) {
                    odd.add("said more than it announced");
                }
            } else if (answer.equals(RESET)) {
                guest.setSoLinger(true, 0);
            } else {
                guest.getOutputStream()
                        .write(
                                ("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            return; // the caller gave up, as some of these tests want it to
        } catch (Exception failure) {
            odd.add(failure.toString());
        }
    }

    private synchronized String nextAnswer(String path) {
        var script = scripts.get(path);
        var answer = script == null ? null : script.poll();
        return answer == null ? "201 Created" : answer;
    }

    private static Parcel read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.write(next);
        }
        var lines = head.toString(StandardCharsets.US_ASCII).split("\r\n", -1);
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 2));
            }
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Parcel(lines[0].split(" ", 3)[1], headers, body);
    }

    /// RFC 8292: the token comes with the key that the subscription was made for, is signed by it,
    /// is for us and holds.
    private void verify(Map<String, String> headers) throws Exception {
        var said = SAID.matcher(headers.getOrDefault("authorization", ""));
        if (!said.matches()) {
            odd.add("no VAPID header: " + headers);
            return;
        }
        if (!senders.contains(said.group(4))) {
            odd.add("a sender for whom nobody has subscribed: " + said.group(4));
        }
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.key(Base64.getUrlDecoder().decode(said.group(4))));
        signature.update((said.group(1) + "." + said.group(2)).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(said.group(3)))) {
            odd.add("wrong signature");
        }
        var claims = JSON.readTree(Base64.getUrlDecoder().decode(said.group(2)));
        var now = clock.instant();
        var ends = Instant.ofEpochSecond(claims.path("exp").asLong(0));
        if (!claims.path("aud").asString("").equals(endpoint(""))
                || !claims.path("exp").isIntegralNumber()
                || !ends.isAfter(now)
                || ends.isAfter(now.plus(LONGEST_TOKEN))
                || !claims.path("sub").asString("").matches("mailto:[^@ <>]+@[^@ <>]+")) {
            odd.add("wrong claims at " + now + ": " + claims);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        odd.addAll(recipient.objections(List.copyOf(all), endpoint("")));
    }
}
