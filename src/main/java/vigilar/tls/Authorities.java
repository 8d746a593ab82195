package vigilar.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.TrustManagerFactory;

/// A PEM file with the certificates of those to trust, in place of the authorities of the JDK. Each
/// call reads the file anew and may throw an [IOException] that names it in plain words.
public final class Authorities {
    private Authorities() {}

    /// All certificates of a PEM file, at least one.
    public static List<X509Certificate> certificates(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file, unreadable);
        }
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new CertificateException("an empty file");
            }
            return found;
        } catch (CertificateException damaged) {
            throw new IOException("no usable certificate in " + file, damaged);
        }
    }

    /// Trusts what these authorities vouch for, and nothing else.
    public static TrustManagerFactory trust(Path file) throws IOException {
        return trust(certificates(file));
    }

    static TrustManagerFactory trust(List<X509Certificate> certificates) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (var authority : certificates) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot trust these certificates", unusable);
        }
    }
}
