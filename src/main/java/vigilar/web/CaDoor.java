package vigilar.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `/household-ca.crt`: what each device has to trust once. Holds no secret, and whoever has to
/// fetch it cannot sign in safely yet.
final class CaDoor {
    private final Path authority;

    CaDoor(Path authority) {
        this.authority = authority;
    }

    List<Route> routes() {
        return List.of(new Route("/household-ca.crt", _ -> answer()));
    }

    private Answer answer() {
        if (!Files.exists(authority)) {
            return Problem.notFound("this house has no authority; 'vigilar tls init' makes one")
                    .answer();
        }
        try {
            return new Answer(
                    200,
                    "application/x-x509-ca-cert",
                    Files.readAllBytes(authority),
                    Map.of("Cache-Control", "no-cache"));
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + authority, broken);
        }
    }
}
