package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.supervisor.Health;
import vigilar.tls.HouseholdCa;

import java.io.IOException;
import java.time.Duration;

/// Keeps the page's certificate of the household authority from ending. Other people's certificates
/// are theirs to renew.
final class CertificateRenewal {
    static final String PART = "certificate renewal";

    private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

    /// 6 h: within the 30 days that are left there are many tries.
    private static final Duration LOOK = Duration.ofHours(6);

    private final HouseholdCa authority;
    private final Health health;

    CertificateRenewal(HouseholdCa authority, Health health) {
        this.authority = authority;
        this.health = health;
    }

    /// Goes on until it is interrupted.
    void run() throws IOException, InterruptedException {
        health.up(PART);
        while (true) {
            if (authority.renewIfDue()) {
                LOG.info("the page has a new certificate of the household");
            }
            Thread.sleep(LOOK);
        }
    }
}
