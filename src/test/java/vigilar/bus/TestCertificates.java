package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Authorities and certificates of elliptic curves, made by openssl in one folder.
public final class TestCertificates {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private final Path folder;

    public TestCertificates(Path folder) {
        assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
        this.folder = folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /// Makes `name.pem` and `name.key`.
    public void authority(String name) throws Exception {
        selfSigned(name, name);
    }

    /// Makes `name.pem` and `name.key`, for no name or address but the common name.
    public void selfSigned(String name, String commonName) throws Exception {
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30"
                        + " -subj /CN=%2$s -keyout %1$s.key -out %1$s.pem"
                                .formatted(name, commonName));
    }

    /// Makes `name.pem` and `name.key`, signed by the authority.
    ///
    /// @param address an IP address that it is for
    /// @param days how long it holds; negative: it has expired
    public void certificate(String name, String authority, String address, int days)
            throws Exception {
        openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                        + " -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr".formatted(name));
        Files.writeString(file(name + ".ext"), "subjectAltName=IP:" + address + "\n");
        openssl(
                "x509 -req -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -days %3$d -extfile %1$s.ext -out %1$s.pem"
                        .formatted(name, authority, days));
    }

    /// For a server that shows `name.pem`.
    public SSLContext server(String name) throws Exception {
        var key = Files.readString(file(name + ".key")).replaceAll("-----[A-Z ]+-----", "");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(file(name + ".pem"))) {
            store.setKeyEntry(
                    name,
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
                    new char[0],
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(pem)
                            .toArray(Certificate[]::new));
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(OPENSSL.toString()));
        command.addAll(List.of(arguments.split(" ")));
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(file("openssl.log").toFile())
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(arguments).isZero();
    }
}
