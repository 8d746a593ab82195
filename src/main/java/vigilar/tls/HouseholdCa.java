package vigilar.tls;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An authority that only this household trusts, and the page's certificate from it, in `DATA/tls`.
/// Browsers allow notifications only where they trust the way, and no public authority vouches for
/// a name that only a home network knows.
///
/// Each call may throw an [IOException] that says which file is in the way.
public final class HouseholdCa {
    /// 10 years: trusting it anew on every phone is what people do once.
    private static final Duration AUTHORITY_HOLDS = Duration.ofDays(3_650);

    /// 397 days: browsers refuse server certificates that hold longer.
    private static final Duration PAGE_HOLDS = Duration.ofDays(397);

    /// 30 days before its end the page's certificate is made anew.
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /// 1 day: a phone's clock may be a little behind.
    private static final Duration BACK = Duration.ofDays(1);

    /// 127 bits: no two alike, as RFC 5280, 4.1.2.2 wants it (at most 20 octets, positive).
    private static final int SERIAL_BITS = 127;

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final InstantSource clock;

    public HouseholdCa(Path dataFolder, InstantSource clock) {
        this.folder = dataFolder.resolve("tls");
        this.clock = clock;
    }

    /// What to trust on each device.
    public Path authority() {
        return folder.resolve("household-ca.crt");
    }

    private Path authorityKey() {
        return folder.resolve("household-ca.key");
    }

    /// The page's certificate, for the setting `web.certificate`.
    public Path page() {
        return folder.resolve("page.pem");
    }

    /// The key to it, for the setting `web.key`.
    public Path pageKey() {
        return folder.resolve("page.key");
    }

    public boolean exists() {
        return Files.exists(authority()) && Files.exists(authorityKey());
    }

    /// Makes the authority, unless there is one, and a certificate of the page for these names.
    ///
    /// @throws IllegalArgumentException when the authority that is there may not vouch for a name
    public void make(HouseNames names) throws IOException {
        try {
            PemFile.folder(folder);
            if (!exists()) {
                makeAuthority(names);
            }
            var foreign = foreign(names);
            if (!foreign.areNone()) {
                throw new IllegalArgumentException(
                        "the authority of this household may not vouch for "
                                + foreign.text()
                                + ": a certificate with it would be refused for all names");
            }
            certifyPage(names);
        } catch (GeneralSecurityException | OperatorCreationException failure) {
            throw new IOException("cannot make certificates in " + folder, failure);
        }
    }

    /// Those of the names for which the authority that is there may not vouch: it was told so when
    /// it was made, and no device that trusts it would believe it. None if there is none yet.
    public HouseNames foreign(HouseNames names) throws IOException {
        if (!exists()) {
            return names.where(_ -> false);
        }
        try {
            var may = permitted();
            return names.where(
                    name -> {
                        try {
                            may.checkPermitted(name);
                            return false;
                        } catch (NameConstraintValidatorException foreign) {
                            return true;
                        }
                    });
        } catch (GeneralSecurityException broken) {
            throw new IOException("cannot read " + authority(), broken);
        }
    }

    private PKIXNameConstraintValidator permitted() throws IOException, GeneralSecurityException {
        var may = new PKIXNameConstraintValidator();
        var told = constraints();
        if (told.length > 0) {
            may.intersectPermittedSubtree(told);
        }
        return may;
    }

    /// None: an authority that somebody else made, which may vouch for everything.
    private GeneralSubtree[] constraints() throws IOException, GeneralSecurityException {
        byte[] told =
                PemFile.certificate(authority())
                        .getExtensionValue(Extension.nameConstraints.getId());
        return told == null
                ? new GeneralSubtree[0]
                : NameConstraints.getInstance(JcaX509ExtensionUtils.parseExtensionValue(told))
                        .getPermittedSubtrees();
    }

    /// The domains that the authority that is there may vouch for, each with all names below.
    public List<String> domains() throws IOException {
        try {
            return Stream.of(constraints())
                    .map(GeneralSubtree::getBase)
                    .filter(it -> it.getTagNo() == GeneralName.dNSName)
                    .map(it -> it.getName().toString())
                    .toList();
        } catch (GeneralSecurityException broken) {
            throw new IOException("cannot read " + authority(), broken);
        }
    }

    /// What the page's certificate is for; none if there is no such.
    public HouseNames named() throws IOException {
        if (!exists() || !Files.exists(page())) {
            return new HouseNames(List.of(), List.of());
        }
        try {
            return PemFile.names(PemFile.certificate(page()));
        } catch (GeneralSecurityException broken) {
            throw new IOException("cannot read " + page(), broken);
        }
    }

    private void makeAuthority(HouseNames names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var keys = newKeys();
        var self = new X500Name("CN=Vigilar household " + serial().toString(36).substring(0, 6));
        var now = clock.instant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        self,
                        serial(),
                        Date.from(now.minus(BACK)),
                        Date.from(now.plus(AUTHORITY_HOLDS)),
                        self,
                        keys.getPublic());
        // no authority below it
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        builder.addExtension(
                Extension.nameConstraints, true, new NameConstraints(names.permitted(), null));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        var made = signed(builder, keys);
        PemFile.writeKey(authorityKey(), keys.getPrivate());
        PemFile.writeCertificates(authority(), made);
    }

    private void certifyPage(HouseNames names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var authority = PemFile.certificate(authority());
        var authorityKeys = new KeyPair(authority.getPublicKey(), PemFile.key(authorityKey()));
        var keys = newKeys();
        var now = clock.instant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        authority,
                        serial(),
                        Date.from(now.minus(BACK)),
                        Date.from(now.plus(PAGE_HOLDS).minus(BACK)),
                        new javax.security.auth.x500.X500Principal("CN=Vigilar"),
                        keys.getPublic());
        extend(builder, names, authority, keys);
        var made = signed(builder, authorityKeys);
        made.verify(authority.getPublicKey());
        PemFile.writeKey(pageKey(), keys.getPrivate());
        PemFile.writeCertificates(page(), made, authority);
    }

    private static void extend(
            JcaX509v3CertificateBuilder builder,
            HouseNames names,
            X509Certificate authority,
            KeyPair keys)
            throws CertIOException, GeneralSecurityException {
        var ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.alternatives()));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                ids.createSubjectKeyIdentifier(keys.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids.createAuthorityKeyIdentifier(authority));
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder(SIGNATURE).build(by.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }

    /// When the page's certificate ends; empty if we made none.
    public Optional<Instant> pageEnds() throws IOException {
        if (!exists() || !Files.exists(page())) {
            return Optional.empty();
        }
        try {
            return Optional.of(PemFile.certificate(page()).getNotAfter().toInstant());
        } catch (GeneralSecurityException broken) {
            throw new IOException("cannot read " + page(), broken);
        }
    }

    /// Makes the page's certificate anew, for the names it has, when it ends soon.
    ///
    /// @return true if it did
    public boolean renewIfDue() throws IOException {
        var ends = pageEnds();
        if (ends.isEmpty() || ends.get().minus(RENEW_BEFORE).isAfter(clock.instant())) {
            return false;
        }
        var names = named();
        make(names.without(foreign(names)));
        return true;
    }
}
