package vigilar.pictures;

import tools.jackson.databind.json.JsonMapper;

import vigilar.tls.PinnedTrust;
import vigilar.tls.UnsafeConnection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

/// Asks Frigate's HTTP API. It goes to the address of the settings and nowhere else: a redirect is
/// an answer, not a way. Each question has an end, however slowly it is answered. For one thread.
final class FrigateDoor implements AutoCloseable {
    /// 5 s: it stands in the same house.
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final String SILENCE = "Frigate does not answer: ";

    private static final JsonMapper JSON = new JsonMapper();

    /// A cookie as we would send it back: no character that ends it or the header.
    private static final Pattern COOKIE = Pattern.compile("[!-:<-~]{1,4096}");

    /// What an earlier answer left in the file must not stay behind a shorter one.
    private static final OpenOption[] ANEW = {
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
    };

    private final String base;
    private final PictureSettings settings;
    private final HttpClient client;
    private String cookies = "";

    FrigateDoor(URI base, PictureSettings settings) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.settings = settings;
        var builder =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .version(HttpClient.Version.HTTP_1_1) // no upgrade that a proxy trips over
                        .followRedirects(HttpClient.Redirect.NEVER);
        settings.ca().map(PinnedTrust::context).ifPresent(builder::sslContext);
        client = builder.build();
    }

    /// Fetches into the file; when the login has expired, logs in once more.
    ///
    /// @param patience for a whole answer, and for a login
    /// @throws IOException when the file cannot be written: that is not Frigate's fault
    Reply fetch(String path, long most, Path into, Duration patience)
            throws InterruptedException, IOException {
        var reply = ask(path, most, into, patience);
        if (!(reply instanceof Reply.Locked)) {
            return reply;
        }
        var objection = login(patience);
        if (objection.isPresent()) {
            return new Reply.Trouble(objection.get());
        }
        var second = ask(path, most, into, patience);
        return second instanceof Reply.Locked
                ? new Reply.Trouble("Frigate does not know us, although the login went well")
                : second;
    }

    private Reply ask(String path, long most, Path into, Duration patience)
            throws InterruptedException, IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        BodyHandler<Path> body =
                head ->
                        head.statusCode() == 200
                                ? new CappedBody(BodySubscribers.ofFile(into, ANEW), most)
                                : BodySubscribers.replacing(into);
        try {
            return judge(send(request.build(), body, patience).statusCode());
        } catch (CappedBody.TooLarge _) {
            return new Reply.TooLarge("larger than " + (most >> 20) + " MiB");
        } catch (CappedBody.NotWritten ours) {
            throw ours;
        } catch (HttpTimeoutException late) {
            return new Reply.Late(SILENCE + inWords(late));
        } catch (IOException failure) {
            return new Reply.Trouble(SILENCE + inWords(failure));
        }
    }

    private static Reply judge(int status) {
        return switch (status) {
            case 200 -> new Reply.Got();
            case 401 -> new Reply.Locked();
            case 403 -> new Reply.Refused("Frigate's user may not see this camera (403)");
            // 500: how it says that it cannot cut a clip yet; one such must not stop the others
            case 400, 404, 500 -> new Reply.NotYet("Frigate does not have it (" + status + ")");
            default ->
                    status >= 300 && status < 400
                            ? new Reply.Trouble(
                                    "Frigate sends us elsewhere ("
                                            + status
                                            + "), where we do not go: correct frigate.url")
                            : new Reply.Trouble("Frigate answers " + status);
        };
    }

    /// Why it did not work, or empty.
    private Optional<String> login(Duration patience) throws InterruptedException {
        if (settings.user().isEmpty() || settings.passwordFile().isEmpty()) {
            return Optional.of("Frigate wants a login: set frigate.user and frigate.password_file");
        }
        String password;
        try (var lines = Files.newBufferedReader(settings.passwordFile().get())) {
            password = Objects.requireNonNullElse(lines.readLine(), "");
        } catch (CharacterCodingException _) {
            return unreadable("not UTF-8");
        } catch (NoSuchFileException _) {
            return unreadable("there is no such file");
        } catch (IOException failure) {
            return unreadable(inWords(failure));
        }
        try {
            var said =
                    JSON.writeValueAsString(
                            Map.of("user", settings.user().get(), "password", password));
            var request =
                    HttpRequest.newBuilder(URI.create(base + "/api/login"))
                            .timeout(patience)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(said))
                            .build();
            var answer = send(request, BodyHandlers.discarding(), patience);
            if (answer.statusCode() != 200) {
                return Optional.of(
                        "Frigate refuses the login of frigate.user (" + answer.statusCode() + ")");
            }
            cookies =
                    answer.headers().allValues("set-cookie").stream()
                            .map(cookie -> cookie.split(";", 2)[0].strip())
                            .filter(cookie -> COOKIE.matcher(cookie).matches())
                            .collect(Collectors.joining("; "));
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of("cannot log in to Frigate: " + inWords(failure));
        }
    }

    private Optional<String> unreadable(String why) {
        return Optional.of(
                "cannot read frigate.password_file, %s: %s"
                        .formatted(settings.passwordFile().orElseThrow(), why));
    }

    /// The time-out of a request ends with its headers; this one with its last byte.
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body, Duration patience)
            throws IOException, InterruptedException {
        var answer = client.sendAsync(request, body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw tooLate(patience, late);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            throw stop;
        } catch (ExecutionException failure) {
            for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof CappedBody.TooLarge large) {
                    throw large;
                }
                if (cause instanceof CappedBody.NotWritten ours) {
                    throw ours;
                }
                if (cause instanceof HttpTimeoutException late
                        && !(cause instanceof HttpConnectTimeoutException)) {
                    throw tooLate(patience, late);
                }
            }
            throw new IOException(failure.getCause());
        }
    }

    /// One of two clocks ends the waiting; the same is told of both.
    private static IOException tooLate(Duration patience, Exception late) {
        var failure = new HttpTimeoutException("no answer within " + patience.toSeconds() + " s");
        failure.addSuppressed(late);
        return failure;
    }

    private static String inWords(IOException failure) {
        Throwable last = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException unsafe) {
                return "no safe connection: "
                        + UnsafeConnection.inWords(unsafe, "Frigate")
                        + " (see frigate.ca)";
            }
            last = cause;
        }
        return Optional.ofNullable(last.getMessage()).orElse(last.getClass().getSimpleName());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
