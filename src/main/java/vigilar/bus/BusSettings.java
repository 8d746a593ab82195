package vigilar.bus;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the broker is.
///
/// @param prefix first level of all topics of the house
/// @param dataFolder the house's data folder: journal and secret of the embedded broker lie in it
/// @param mqtt where the embedded broker listens, unresolved; port 0: any free one. With roles in
///   several processes also where the others find it
/// @param open no password for devices on the embedded broker; loopback only
/// @param external use this broker instead of the embedded one
/// @param deviceRate messages a second that one login may say at the embedded broker in the long
///   run, and 25 times as many at once
public record BusSettings(
        Prefix prefix,
        Path dataFolder,
        InetSocketAddress mqtt,
        boolean open,
        Optional<External> external,
        int deviceRate) {
    /// 200 a second: a network of 200 devices says some 20, and intake takes in several times as
    /// much.
    public static final int USUAL_RATE = 200;

    /// With the usual rate.
    public BusSettings(
            Prefix prefix,
            Path dataFolder,
            InetSocketAddress mqtt,
            boolean open,
            Optional<External> external) {
        this(prefix, dataFolder, mqtt, open, external, USUAL_RATE);
    }

    /// The same with another address of the embedded broker.
    BusSettings listeningOn(InetSocketAddress address) {
        return new BusSettings(prefix, dataFolder, address, open, external, deviceRate);
    }

    /// A broker that somebody else runs.
    ///
    /// @param url `mqtt://host:port` or `mqtts://host:port`
    /// @param passwordFile a file with the password on its first line
    /// @param ca PEM file with the authorities to trust; empty: the JDK's
    /// @param clientCertificate PEM chain, together with `clientKey` (PEM, PKCS#8)
    public record External(
            URI url,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> ca,
            Optional<Path> clientCertificate,
            Optional<Path> clientKey) {}
}
