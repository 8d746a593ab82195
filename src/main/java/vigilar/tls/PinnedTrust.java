package vigilar.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a server by a PEM file. A server whose own certificate stands in the file is who it is,
/// by whatever name it is asked and until whatever day: a self-signed certificate is often for no
/// name at all, and only who holds its key can show it. From any other server a certificate is
/// wanted that an authority in the file vouches for, for the name that was asked, as usual.
///
/// The file is read for each new connection, so that a changed one is in force without a restart,
/// also for a server that has been taken out of it.
public final class PinnedTrust extends X509ExtendedTrustManager {
    /// 1 s, the least (0 is for ever): a session that is taken up again asks no trust manager, and
    /// a server whose certificate was taken out of the file would be trusted for a day.
    private static final int SESSION_SECONDS = 1;

    private final Path file;

    private PinnedTrust(Path file) {
        this.file = file;
    }

    /// For a client's connections. The file may come later.
    public static SSLContext context(Path file) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedTrust(file)}, null);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a JDK without TLS", impossible);
        }
    }

    /// The file itself is not usable; the message says why.
    static final class Unusable extends CertificateException {
        private static final long serialVersionUID = 1L;

        Unusable(IOException why) {
            super(why.getMessage(), why);
        }
    }

    private interface Check {
        void by(X509ExtendedTrustManager usual) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check others) throws CertificateException {
        try {
            var trusted = Authorities.certificates(file);
            if (chain.length > 0 && trusted.contains(chain[0])) {
                return;
            }
            for (var usual : Authorities.trust(trusted).getTrustManagers()) {
                if (usual instanceof X509ExtendedTrustManager strict) {
                    others.by(strict);
                    return;
                }
            }
        } catch (IOException unusable) {
            throw new Unusable(unusable);
        }
        throw new CertificateException("a JDK that checks no certificates");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, usual -> usual.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, usual -> usual.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("without the connection there is no name to check");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("we ask, and are asked by nobody");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0]; // for servers, which tell it to their clients
    }
}
