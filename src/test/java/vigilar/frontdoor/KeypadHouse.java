package vigilar.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import vigilar.PlantedSecrets;
import vigilar.access.Access;
import vigilar.access.AlarmPins;
import vigilar.access.CallerAddress;
import vigilar.access.DeviceKind;
import vigilar.access.Devices;
import vigilar.access.NewPassword;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.PinCode;
import vigilar.access.PinLimits;
import vigilar.access.Scope;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.arming.SilentAlerts;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A closed house with a keypad on the wall and an owner, Anna, who has a PIN and one for use under
/// threat: people, PINs and logins are in its store before it starts.
final class KeypadHouse {
    static final String PIN = PlantedSecrets.plant("5920473");
    static final String THREAT = PlantedSecrets.plant("5920479");
    static final String NOBODYS = PlantedSecrets.plant("7770135");

    private static final Password PASSWORD =
            new Password(PlantedSecrets.plant("the keypad hangs in the hall"));
    private static final String KEYPAD = "hall-keypad";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    final Path data;
    final Path config;
    final Path folder;
    private final String keypadPassword;
    private final String session;

    KeypadHouse(Path folder, int exitSeconds, String more) throws IOException {
        this(
                folder,
                """
                [panel]
                exit_delay = %d
                entry_delay = 60
                %s
                """
                                .formatted(exitSeconds, more)
                        + PanelHouse.DOOR_AND_WINDOW);
    }

    /// One with these settings.
    KeypadHouse(Path folder, String settings) throws IOException {
        this.folder = folder;
        data = folder.resolve("data");
        config = Files.writeString(folder.resolve("vigilar.toml"), settings);
        try (var database = ReadyStore.open(data)) {
            var journal = SqlJournal.open(database);
            var clock = Clock.systemUTC();
            var anna = new PersonName("anna");
            new People(journal, database, clock).add(anna, Standing.OWNER, PASSWORD);
            new AlarmPins(journal, database, clock, ZoneId.systemDefault())
                    .add(anna, new PinCode(PIN), Optional.of(new PinCode(THREAT)), PinLimits.NONE);
            var from = new CallerAddress("127.0.0.1");
            session =
                    new Access(journal, database, clock).signIn("anna", PASSWORD, from, "")
                                    instanceof SignIn.Welcome(_, var token)
                            ? PlantedSecrets.plant(token.text())
                            : "";
            keypadPassword = login(new Devices(journal, database, clock));
        }
    }

    private static String login(Devices devices) {
        var topics =
                List.of(
                        WallKeypad.ASK,
                        WallKeypad.OUTCOME,
                        WallKeypad.STATE,
                        WallKeypad.TICK,
                        "vigilar/events/#",
                        "vigilar/sensor/#",
                        "zigbee2mqtt/#",
                        "frigate/#",
                        "own/#");
        return devices.add(KEYPAD, DeviceKind.TOPICS, topics) instanceof NewPassword.Made(var made)
                ? PlantedSecrets.plant(made.text())
                : "";
    }

    HouseProcess start(String... more) {
        var words = new java.util.ArrayList<>(List.of("--config", config.toString()));
        words.addAll(List.of(more));
        var house = HouseProcess.closedHouse(folder, data, words.toArray(String[]::new));
        house.awaitReady();
        return house;
    }

    /// The cookie of Anna's browser.
    String session() {
        return session;
    }

    /// The same by the clock in that file, which the test moves.
    HouseProcess startByHand(Path clock) {
        var house = HouseProcess.byHand(folder, clock, data, "--config", config.toString());
        house.awaitReady();
        return house;
    }

    WallKeypad keypad(HouseProcess house) {
        return keypad(house.mqttPort().orElseThrow());
    }

    WallKeypad keypad(int port) {
        return WallKeypad.on(
                port,
                Optional.of(KEYPAD),
                keypadPassword,
                WallKeypad.OUTCOME,
                WallKeypad.STATE,
                WallKeypad.TICK,
                "vigilar/events/#");
    }

    /// Doors and windows, told by the keypad's own login.
    static void says(WallKeypad keypad, String sensor, String what) {
        keypad.says("vigilar/sensor/" + sensor + "/contact_" + what, "{}", false);
    }

    /// An API token of Anna's that may ask the panel.
    String armingToken() {
        try (var database = SqliteDatabase.open(new vigilar.storage.StorageSettings(data))) {
            var people = new People(SqlJournal.open(database), database, Clock.systemUTC());
            var scopes = Set.of(Scope.READ, Scope.ARM);
            return people.addToken(people.all().getFirst(), "a watch", scopes, Duration.ofDays(1))
                            instanceof People.NewToken.Made(var token)
                    ? PlantedSecrets.plant(token.text())
                    : "";
        }
    }

    /// What becomes of what a program asks with that token: status and body.
    static String programAsks(HouseProcess house, String token, String form) {
        var answer =
                send(
                        HttpRequest.newBuilder(URI.create(house.http() + "/api/panel"))
                                .timeout(Duration.ofSeconds(20))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form)));
        return answer.statusCode() + " " + answer.body();
    }

    /// The status of the answer to a form that Anna sends from her browser.
    int posts(HouseProcess house, String path, Map<String, String> form) {
        return posts(house.http(), path, form);
    }

    /// @param http where the house is
    int posts(String http, String path, Map<String, String> form) {
        return post(http, path, form).statusCode();
    }

    /// What Anna's browser shows after a form.
    String answer(String http, String path, Map<String, String> form) {
        return post(http, path, form).body();
    }

    private HttpResponse<String> post(String http, String path, Map<String, String> form) {
        var body =
                form.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                request(http, path)
                        .header("Origin", http)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// What Anna's browser shows.
    String sees(HouseProcess house, String path) {
        return sees(house.http(), path);
    }

    /// @param http where the house is
    String sees(String http, String path) {
        return send(request(http, path)).body();
    }

    private HttpRequest.Builder request(String http, String path) {
        return HttpRequest.newBuilder(URI.create(http + path))
                .timeout(Duration.ofSeconds(20))
                .header("Cookie", "vigilar=" + session);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// Who disarmed under threat, as the owner's page has it.
    List<String> silentAlerts() {
        try (var database = SqliteDatabase.open(new vigilar.storage.StorageSettings(data))) {
            return new SilentAlerts(database)
                    .all().stream().map(SilentAlerts.SilentAlert::by).toList();
        }
    }
}
