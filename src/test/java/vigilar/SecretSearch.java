package vigilar;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for the planted secrets in what the tests left: reports, logs of houses, rows of their
/// stores. `./verify` runs it last; `SECRETS PLACE...`, exit 1 if anything was found or if there
/// was nothing to look for.
final class SecretSearch {
    /// Bytes as characters, one each: stores are no text.
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /// 60: the whole test run plants more; fewer would mean that the planting no longer works.
    private static final int FEWEST = 60;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private SecretSearch() {}

    /// A way in which a secret may be written. A PIN counts only where it stands alone, since its
    /// digits stand in many a time.
    private record Needle(String text, boolean alone) {
        boolean isAt(String line, int at) {
            return !alone || (isEdge(line, at - 1) && isEdge(line, at + text.length()));
        }

        private static boolean isEdge(String line, int at) {
            return at < 0 || at >= line.length() || !Character.isLetterOrDigit(line.charAt(at));
        }

        boolean isIn(String line) {
            for (int at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
                if (isAt(line, at)) {
                    return true;
                }
            }
            return false;
        }
    }

    public static void main(String[] words) throws IOException {
        var places = Stream.of(words).skip(1).map(Path::of).toList();
        var secrets = secrets(Path.of(words[0]));
        if (secrets.size() < FEWEST) {
            System.err.println(
                    "only " + secrets.size() + " secrets were planted: too few to trust");
            System.exit(1);
        }
        var found = search(secrets, places);
        found.forEach(System.err::println);
        System.out.printf(
                "searched for %d planted secrets in %d files: %d hits%n",
                secrets.size(), files(places).size(), found.size());
        System.exit(found.isEmpty() ? 0 : 1);
    }

    /// What [PlantedSecrets] put down.
    static Set<String> secrets(Path folder) throws IOException {
        var secrets = new LinkedHashSet<String>();
        for (var file : files(List.of(folder))) {
            var bytes = Base64.getDecoder().decode(Files.readAllBytes(file));
            secrets.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return secrets;
    }

    /// `FILE:LINE` of each line that holds one of them, with a mark of which, never the secret.
    ///
    /// @throws IOException also if a place is not there: nothing was searched then
    static List<String> search(Set<String> secrets, List<Path> places) throws IOException {
        var hits = new ArrayList<String>();
        for (var file : files(places)) {
            var text = Files.readString(file, BYTES);
            for (var secret : secrets) {
                for (var needle : ways(secret)) {
                    if (needle.isIn(text)) {
                        hits.add(place(file, text, needle) + ": holds " + mark(secret));
                    }
                }
            }
        }
        return hits;
    }

    private static String place(Path file, String text, Needle needle) {
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (needle.isIn(lines[i])) {
                return file + ":" + (i + 1);
            }
        }
        return file + ":1"; // over the end of a line: a key in several lines
    }

    /// Enough to find it in the tests.
    private static String mark(String secret) {
        return "the secret of %d characters that begins with '%s'"
                .formatted(secret.length(), secret.substring(0, Math.min(4, secret.length())));
    }

    private static List<Needle> ways(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var ways = new LinkedHashSet<Needle>();
        ways.add(new Needle(new String(bytes, BYTES), DIGITS.matcher(secret).matches()));
        if (secret.length() > 8) { // shorter ones are in base64 what anything may be
            ways.add(new Needle(URLEncoder.encode(secret, StandardCharsets.UTF_8), false));
            ways.add(new Needle(Base64.getEncoder().withoutPadding().encodeToString(bytes), false));
        }
        return List.copyOf(ways);
    }

    private static List<Path> files(List<Path> places) throws IOException {
        var files = new ArrayList<Path>();
        for (var place : places) {
            try (var all = Files.walk(place)) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }
}
