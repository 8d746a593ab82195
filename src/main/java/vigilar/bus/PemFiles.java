package vigilar.bus;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.tls.Authorities;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;

/// Passwords, certificates and keys from files; what is wrong with one is said with its name.
final class PemFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PemFiles.class);
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .orElseThrow(() -> new BusException("the password file " + file + " is empty"));
        } catch (IOException | UncheckedIOException e) { // the latter of a stream, for bad UTF-8
            throw new BusException("cannot read the password file " + file, e);
        }
    }

    static MqttClientSslConfig tls(BusSettings.External external) {
        var config = MqttClientSslConfig.builder();
        external.ca().ifPresent(file -> trust(config, file));
        external.clientCertificate()
                .ifPresent(
                        certificate ->
                                present(
                                        config,
                                        certificate,
                                        external.clientKey()
                                                .orElseThrow(
                                                        () ->
                                                                new BusException(
                                                                        "the client certificate"
                                                                                + " needs a client"
                                                                                + " key"))));
        return config.build();
    }

    private static void trust(MqttClientSslConfigBuilder config, Path file) {
        try {
            var _ = config.trustManagerFactory(Authorities.trust(file));
        } catch (IOException e) {
            throw new BusException(String.valueOf(e.getMessage()), e); // it names the file
        }
    }

    private static void present(MqttClientSslConfigBuilder config, Path certificate, Path key) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = Authorities.certificates(certificate).toArray(Certificate[]::new);
            store.setKeyEntry("client", key(key), new char[0], chain);
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            var _ = config.keyManagerFactory(factory);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new BusException( // IllegalArgument: what the decoder says of half a file
                    "cannot use the client certificate " + certificate + " with " + key, e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var pem = Files.readString(file);
        int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (begin < 0 || end < begin) {
            throw new BusException("no unencrypted PKCS#8 key (BEGIN PRIVATE KEY) in " + file);
        }
        var body = pem.substring(begin + "-----BEGIN PRIVATE KEY-----".length(), end);
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        for (var kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                LOG.debug("the key in {} is not {}", file, kind);
            }
        }
        throw new BusException("the key in " + file + " is none of " + KEY_KINDS);
    }
}
