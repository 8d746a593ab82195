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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

/// How certificates are made, and for what an authority may vouch. It touches no file.
///
/// Apart from [HouseholdCa] since a class that names BouncyCastle makes the JVM open its signed
/// jars and look through their signatures as soon as it is linked: a tenth of a second, which no
/// start of a house should wait for.
final class Issuer {
    /// 10 years: trusting it anew on every phone is what people do once.
    private static final Duration AUTHORITY_HOLDS = Duration.ofDays(3_650);

    /// 397 days: browsers refuse server certificates that hold longer.
    private static final Duration PAGE_HOLDS = Duration.ofDays(397);

    /// 1 day: a phone's clock may be a little behind.
    private static final Duration BACK = Duration.ofDays(1);

    /// 127 bits: no two alike, as RFC 5280, 4.1.2.2 wants it (at most 20 octets, positive).
    private static final int SERIAL_BITS = 127;

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;

    Issuer(InstantSource clock) {
        this.clock = clock;
    }

    /// @param key belongs to the certificate
    record Made(X509Certificate certificate, PrivateKey key) {}

    /// Those of the names for which the authority may not vouch.
    static HouseNames foreign(HouseNames names, X509Certificate authority)
            throws IOException, GeneralSecurityException {
        var may = new PKIXNameConstraintValidator();
        var told = constraints(authority);
        if (told.length > 0) {
            may.intersectPermittedSubtree(told);
        }
        return names.where(name -> !permits(may, name));
    }

    private static boolean permits(PKIXNameConstraintValidator may, GeneralName name) {
        try {
            may.checkPermitted(name);
            return true;
        } catch (NameConstraintValidatorException foreign) {
            return false;
        }
    }

    /// The domains that the authority may vouch for, each with all names below.
    static List<String> domains(X509Certificate authority)
            throws IOException, GeneralSecurityException {
        return Stream.of(constraints(authority))
                .map(GeneralSubtree::getBase)
                .filter(it -> it.getTagNo() == GeneralName.dNSName)
                .map(it -> it.getName().toString())
                .toList();
    }

    /// None: an authority that somebody else made, which may vouch for everything.
    private static GeneralSubtree[] constraints(X509Certificate authority)
            throws IOException, GeneralSecurityException {
        byte[] told = authority.getExtensionValue(Extension.nameConstraints.getId());
        return told == null
                ? new GeneralSubtree[0]
                : NameConstraints.getInstance(JcaX509ExtensionUtils.parseExtensionValue(told))
                        .getPermittedSubtrees();
    }

    /// One that may vouch for these names, and for those that only home networks know.
    Made authority(HouseNames names) throws IOException, GeneralSecurityException {
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
        return new Made(signed(builder, keys.getPrivate()), keys.getPrivate());
    }

    /// The page's, for these names.
    Made page(HouseNames names, X509Certificate authority, PrivateKey authorityKey)
            throws IOException, GeneralSecurityException {
        var keys = newKeys();
        var now = clock.instant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        authority,
                        serial(),
                        Date.from(now.minus(BACK)),
                        Date.from(now.plus(PAGE_HOLDS).minus(BACK)),
                        new X500Principal("CN=Vigilar"),
                        keys.getPublic());
        extend(builder, names, authority, keys);
        var made = signed(builder, authorityKey);
        made.verify(authority.getPublicKey());
        return new Made(made, keys.getPrivate());
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

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(SIGNATURE).build(by);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException failure) {
            throw new GeneralSecurityException("cannot sign a certificate", failure);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }
}
