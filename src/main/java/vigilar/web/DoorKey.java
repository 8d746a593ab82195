package vigilar.web;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.supervisor.Health;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The house's certificate and key from two PEM files, looked at again and again: a renewed pair
/// holds for new connections without a restart, a broken one leaves the old in force and is said.
final class DoorKey {
    static final String PART = "certificate";

    private static final Logger LOG = LoggerFactory.getLogger(DoorKey.class);

    /// 5 s: renewals come every few weeks, and whoever copies files by hand watches.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// 14 days: time enough to do something, late enough for those who renew by themselves.
    private static final Duration WARN_BEFORE = Duration.ofDays(14);

    private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final TlsFiles files;
    private final InstantSource clock;
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private List<FileTime> taken = List.of();

    DoorKey(TlsFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2"); // RFC 8996: older ones are deprecated
        ssl.setKeyStorePassword("");
        ssl.setSniRequired(false); // a house is often called by its address in digits
    }

    /// What the connector encrypts with.
    SslContextFactory.Server ssl() {
        return ssl;
    }

    /// Reads the pair for the first time.
    ///
    /// @throws IOException saying what is wrong with which file
    void load() throws IOException {
        taken = times();
        ssl.setKeyStore(read());
    }

    /// Looks every few seconds until it is interrupted.
    void watch(Health health) throws InterruptedException {
        health.up(PART);
        while (true) {
            try {
                look();
                sayExpiry(health);
            } catch (IOException broken) {
                health.down(PART, broken.getMessage() + "; the pair before it stays in force");
            }
            Thread.sleep(LOOK);
        }
    }

    private void look() throws IOException {
        var now = times();
        if (now.equals(taken)) {
            return;
        }
        var store = read();
        try {
            ssl.reload(made -> made.setKeyStore(store));
        } catch (Exception failure) { // what Jetty declares
            throw new IOException("cannot use " + files.certificate(), failure);
        }
        taken = now; // only now: a broken pair is looked at again, and said for as long as it is
        LOG.info("the certificate {} is in force", files.certificate());
    }

    private void sayExpiry(Health health) throws IOException {
        try {
            var certificate = (X509Certificate) ssl.getKeyStore().getCertificate(PART);
            var end = certificate.getNotAfter().toInstant();
            if (end.isBefore(clock.instant())) {
                health.down(PART, "it expired on " + end + ": browsers refuse it");
                return;
            }
            if (end.minus(WARN_BEFORE).isBefore(clock.instant())) {
                LOG.warn("the certificate {} expires on {}", files.certificate(), end);
            }
            health.up(PART);
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot read the certificate in force", failure);
        }
    }

    private List<FileTime> times() throws IOException {
        try {
            return List.of(
                    Files.getLastModifiedTime(files.certificate()),
                    Files.getLastModifiedTime(files.key()));
        } catch (IOException missing) {
            throw new IOException("cannot read " + missing.getMessage(), missing);
        }
    }

    private KeyStore read() throws IOException {
        try {
            var chain = certificates(files.certificate());
            var key = key(files.key());
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            demandPair(chain, key);
            store.setKeyEntry(PART, key, new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new IOException(
                    "cannot use the certificate %s with the key %s: %s"
                            .formatted(files.certificate(), files.key(), broken.getMessage()),
                    broken);
        }
    }

    private void demandPair(List<X509Certificate> chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        var open = chain.getFirst().getPublicKey();
        if (!open.getAlgorithm().equals(key.getAlgorithm()) || !fits(chain.getFirst(), key)) {
            throw new IOException(
                    "the key %s is not the one of the certificate %s"
                            .formatted(files.key(), files.certificate()));
        }
    }

    /// What one signs the other must recognise.
    private static boolean fits(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        var algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        var probe = new byte[] {1, 2, 3};
        var signer = java.security.Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        var signature = signer.sign();
        signer.initVerify(certificate.getPublicKey());
        signer.update(probe);
        return signer.verify(signature);
    }

    private static List<X509Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
        for (var each : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
            found.add((X509Certificate) each);
        }
        if (found.isEmpty()) {
            throw new IOException("there is no certificate in " + file);
        }
        return found;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        warnIfOthersCanRead(file);
        var pem = Files.readString(file);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("there is no unencrypted PKCS#8 key (" + BEGIN + ") in " + file);
        }
        var coded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        var spec = new PKCS8EncodedKeySpec(coded);
        for (var kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                LOG.debug("the key in {} is not {}", file, kind);
            }
        }
        throw new IOException("the key in " + file + " is none of " + KEY_KINDS);
    }

    private static void warnIfOthersCanRead(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.warn("everybody on this machine can read the key {}: chmod 600 it", file);
        }
    }
}
