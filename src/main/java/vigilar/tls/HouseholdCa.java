package vigilar.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// An authority that only this household trusts, and the page's certificate from it, in `DATA/tls`.
/// Browsers allow notifications only where they trust the way, and no public authority vouches for
/// a name that only a home network knows.
///
/// Each call may throw an [IOException] that says which file is in the way.
public final class HouseholdCa {
    /// 30 days before its end the page's certificate is made anew.
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

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
        } catch (GeneralSecurityException failure) {
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
            return Issuer.foreign(names, PemFile.certificate(authority()));
        } catch (GeneralSecurityException broken) {
            throw new IOException("cannot read " + authority(), broken);
        }
    }

    /// The domains that the authority that is there may vouch for, each with all names below.
    public List<String> domains() throws IOException {
        try {
            return Issuer.domains(PemFile.certificate(authority()));
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

    private void makeAuthority(HouseNames names) throws IOException, GeneralSecurityException {
        var made = new Issuer(clock).authority(names);
        PemFile.writeKey(authorityKey(), made.key());
        PemFile.writeCertificates(authority(), made.certificate());
    }

    private void certifyPage(HouseNames names) throws IOException, GeneralSecurityException {
        var authority = PemFile.certificate(authority());
        var made = new Issuer(clock).page(names, authority, PemFile.key(authorityKey()));
        PemFile.writeKey(pageKey(), made.key());
        PemFile.writeCertificates(page(), made.certificate(), authority);
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
