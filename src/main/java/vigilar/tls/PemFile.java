package vigilar.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;

/// Certificates and keys as PEM text (RFC 7468). A file is written beside and moved into place, so
/// nobody reads half of one; keys from their first byte for their owner's eyes only.
final class PemFile {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /// Of the kinds of names in a certificate: RFC 5280, 4.2.1.6.
    private static final int DNS = 2;

    private PemFile() {}

    static void folder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    static void writeKey(Path file, PrivateKey key) throws IOException {
        write(file, block("PRIVATE KEY", key.getEncoded()), "rw-------");
    }

    static void writeCertificates(Path file, X509Certificate... chain)
            throws IOException, GeneralSecurityException {
        var text = new StringBuilder();
        for (var each : chain) {
            text.append(block("CERTIFICATE", each.getEncoded()));
        }
        write(file, text.toString(), "rw-r--r--");
    }

    private static String block(String kind, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, LINES.encodeToString(content));
    }

    private static void write(Path file, String text, String rights) throws IOException {
        var draft =
                Files.createTempFile(
                        file.getParent(),
                        "draft",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(rights)));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The first one in the file.
    static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var coded = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(coded));
        return KeyFactory.getInstance("EC").generatePrivate(spec);
    }

    static HouseNames names(X509Certificate certificate) throws GeneralSecurityException {
        var hosts = new ArrayList<String>();
        var addresses = new ArrayList<InetAddress>();
        for (var name : certificate.getSubjectAlternativeNames()) {
            var text = String.valueOf(name.get(1));
            if (name.getFirst().equals(DNS)) {
                hosts.add(text);
            } else {
                addresses.add(InetAddress.ofLiteral(text));
            }
        }
        return new HouseNames(hosts, addresses);
    }
}
