package vigilar.alerts;

import org.junit.jupiter.api.Assumptions;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Reads pushes with the JavaScript libraries that npm's `web-push` stands on: nothing of it is
/// ours, so that we cannot make the same mistake twice. Without Node or its registry such a test is
/// skipped, and says so.
final class NodeReader {
    private static final Path SOURCE = Path.of("src/test/node/push-reader");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "read.js");

    /// 120 s: six small packages over a slow line.
    private static final int INSTALL_SECONDS = 120;

    private static final int READ_SECONDS = 30;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = new JsonMapper();

    private final Path place;

    private NodeReader(Path place) {
        this.place = place;
    }

    /// Installs the pinned packages below `target/`, checked against their digests.
    static NodeReader installed() throws IOException, InterruptedException {
        var place = Files.createDirectories(Path.of("target/push-reader"));
        for (var file : FILES) {
            Files.copy(
                    SOURCE.resolve(file), place.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        runs(place, READ_SECONDS, "node", "--version");
        runs(
                place,
                INSTALL_SECONDS,
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline");
        return new NodeReader(place);
    }

    private static void runs(Path place, int seconds, String... command)
            throws IOException, InterruptedException {
        var log = place.resolve("log.txt");
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(place.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            try {
                if (process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return;
                }
                skip(String.join(" ", command) + " failed:\n" + Files.readString(log));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            skip(command[0] + " is missing: " + missing.getMessage());
        }
    }

    private static void skip(String why) {
        System.err.println("SKIPPED: no independent reader of our pushes. " + why);
        Assumptions.abort(why);
    }

    /// A push in the words of its `read.js`, for the holder of these keys.
    static Map<String, String> push(PushPlace.Parcel parcel, KeyPair keys, byte[] auth) {
        return Map.of(
                "privateKey", BASE64.encodeToString(scalar(keys)),
                "auth", BASE64.encodeToString(auth),
                "body", BASE64.encodeToString(parcel.body()),
                "authorization", parcel.headers().getOrDefault("authorization", ""));
    }

    /// 32 bytes, whatever the number.
    private static byte[] scalar(KeyPair keys) {
        var number = ((ECPrivateKey) keys.getPrivate()).getS();
        var padded = number.add(BigInteger.ONE.shiftLeft(256)).toByteArray();
        return Arrays.copyOfRange(padded, padded.length - 32, padded.length);
    }

    /// What each of these is read as, in their order.
    List<JsonNode> read(List<? extends Object> pushes) throws IOException, InterruptedException {
        var in = place.resolve("pushes.txt");
        var out = place.resolve("read.txt");
        var log = place.resolve("log.txt");
        Files.write(in, pushes.stream().map(JSON::writeValueAsString).toList());
        var process =
                new ProcessBuilder("node", "read.js")
                        .directory(place.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(log.toFile())
                        .start();
        try {
            if (!process.waitFor(READ_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("it cannot read them:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out).stream().map(JSON::readTree).toList();
    }
}
