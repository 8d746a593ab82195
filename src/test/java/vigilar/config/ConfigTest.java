package vigilar.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ConfigTest {
    private static final Path USUAL_DATA = Path.of("/home/anna/.local/share/vigilar");

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    htpp = "127.0.0.1:80"            | 1:1 | unknown key htpp; did you mean http?
                    http = 8740                      | 1:1 | http: expected text such as "127.0.0.1:8740", found the number 8740
                    http = "8740"                    | 1:1 | http: expected HOST:PORT such as 127.0.0.1:8740, found '8740'
                    http = "127.0.0.1:99999"         | 1:1 | http: expected HOST:PORT such as 127.0.0.1:8740, found '127.0.0.1:99999'
                    open = "yes"                     | 1:1 | open: expected true or false, without quotes, found the text "yes"
                    prefix = "a//b"                  | 1:1 | prefix: a topic prefix is one to four plain words, such as vigilar: 'a//b'
                    data = ""                        | 1:1 | data: must not be empty
                    bus = "mqtt://broker"            | 1:1 | bus is a table: write [bus] on a line of its own
                    url = "mqtt://broker"            | 1:1 | unknown key url; did you mean bus.url?
                    [buss]                           | 1:1 | unknown table buss; did you mean bus?
                    bus.url = "http://broker"        | 1:1 | bus.url: expected mqtt://HOST:PORT or mqtts://HOST:PORT, found 'http://broker'
                    web.hosts = "house.lan"          | 1:1 | web.hosts: expected a list of host names such as ["house.lan"], found the text "house.lan"
                    web.hosts = ["house.lan:80"]     | 1:1 | web.hosts: expected a host name without port, found 'house.lan:80'
                    frigate.prefix = "a//b"          | 1:1 | frigate.prefix: a topic prefix is one to four plain words, such as vigilar: 'a//b'
                    frigate.prefix = "vigilar/f"     | 1:1 | frigate.prefix is vigilar/f, which lies below prefix (vigilar)
                    push.subject = "mailto:me"       | 1:1 | push.subject: expected "mailto:you@your.domain" or "https://your.page/", found 'mailto:me'
                    zzzzzzzz = 1                     | 1:1 | unknown key zzzzzzzz
                    """)
    void what_is_wrong_is_said_with_its_line_and_column(String line, String where, String what)
            throws IOException {
        assertThat(complaints(line)).containsExactly(at(where) + ": " + what);
    }

    @Test
    void all_that_is_wrong_is_said_at_once_each_where_it_stands() throws IOException {
        assertThat(
                        complaints(
                                """
                                htpp = "127.0.0.1:80"
                                open = 1

                                [bus]
                                  usr = "house"
                                """))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith(at("1:1") + ": unknown key htpp"),
                        two -> assertThat(two).startsWith(at("2:1") + ": open: expected"),
                        three ->
                                assertThat(three)
                                        .isEqualTo(
                                                at("5:3")
                                                        + ": unknown key bus.usr; did you mean"
                                                        + " bus.user?"));
    }

    @Test
    void broken_toml_is_named_by_line_and_column() throws IOException {
        assertThat(complaints("open = true\nhttp = \"127.0.0.1\n"))
                .singleElement()
                .asString()
                .startsWith(at("2:"));
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        var missing = folder.resolve("none.toml");
        assertThat(Config.read(Optional.of(missing), Map.of(), USUAL_DATA))
                .isEqualTo(
                        new Config.Outcome.Refused(
                                List.of(
                                        new Complaint(
                                                missing.toString(),
                                                "cannot be read: there is no such file"))));
    }

    @Test
    void a_file_that_is_no_text_is_said() throws IOException {
        var file = folder.resolve("vigilar.toml");
        Files.write(file, new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        assertThat(complaintsOf(Config.read(Optional.of(file), Map.of(), USUAL_DATA)))
                .containsExactly(file + ": cannot be read: it is not UTF-8 text");
    }

    @Test
    void without_a_word_every_screen_in_the_house_finds_the_page_and_must_sign_in() {
        var settings = understood(Config.read(Optional.empty(), Map.of(), USUAL_DATA)).settings();
        assertThat(settings.web().http()).hasToString("0.0.0.0/<unresolved>:8740");
        assertThat(settings.bus().mqtt()).hasToString("0.0.0.0/<unresolved>:1883");
        assertThat(settings.web().open()).isFalse();
        assertThat(settings.bus().external()).isEmpty();
        assertThat(settings.storage().dataFolder()).isEqualTo(USUAL_DATA);
    }

    @Test
    void the_file_says_everything_and_its_paths_start_at_its_folder() throws IOException {
        Files.writeString(folder.resolve("secret"), "hush\n");
        var settings =
                understood(
                                read(
                                        """
                                        data = "house"
                                        http = "[::1]:80"
                                        prefix = "home/one"
                                        [bus]
                                        url = "mqtts://broker.lan"
                                        user = "vigilar"
                                        password_file = "secret"
                                        [web]
                                        hosts = ["house.lan"]
                                        """,
                                        Map.of()))
                        .settings();
        assertThat(settings.storage().dataFolder()).isEqualTo(folder.resolve("house"));
        assertThat(HostPort.write(settings.web().http())).isEqualTo("[::1]:80");
        assertThat(settings.web().hosts()).isEqualTo(Set.of("house.lan"));
        assertThat(settings.bus().prefix().value()).isEqualTo("home/one");
        var external = settings.bus().external().orElseThrow();
        assertThat(external.url()).hasToString("mqtts://broker.lan:8883");
        assertThat(external.user()).contains("vigilar");
        assertThat(external.passwordFile()).contains(folder.resolve("secret"));
    }

    @Test
    void an_option_wins_over_the_file() throws IOException {
        var config =
                understood(
                        read(
                                "http = \"127.0.0.1:1\"\n",
                                Map.of(ConfigKeys.HTTP, (Object) "127.0.0.1:2")));
        assertThat(config.settings().web().http().getPort()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:8740", "192.168.1.5:8740", "house.lan:8740", "[::]:8740"})
    void an_open_house_listens_on_no_address_that_others_can_reach(String http) {
        Map<Key<?>, Object> said = Map.of(ConfigKeys.OPEN, true, ConfigKeys.HTTP, http);
        assertThat(complaintsOf(Config.read(Optional.empty(), said, USUAL_DATA)))
                .singleElement()
                .asString()
                .contains("--open is for loopback addresses only");
    }

    @Test
    void a_password_file_that_cannot_be_read_is_named_where_it_is_set() throws IOException {
        assertThat(complaints("[bus]\nuser = \"a\"\npassword_file = \"none\"\n"))
                .containsExactly(
                        at("3:1") + ": bus.password_file: cannot read " + folder.resolve("none"));
    }

    @Test
    void a_certificate_of_frigate_that_cannot_be_read_is_named_where_it_is_set()
            throws IOException {
        assertThat(complaints("[frigate]\nurl = \"https://frigate:8971\"\nca = \"none\"\n"))
                .containsExactly(at("3:1") + ": frigate.ca: cannot read " + folder.resolve("none"));
    }

    @Test
    void a_password_in_the_brokers_address_is_refused_and_not_repeated() throws IOException {
        assertThat(complaints("bus.url = \"mqtt://me:hush@broker\"\n"))
                .singleElement()
                .asString()
                .contains("password_file")
                .doesNotContain("hush");
    }

    @Test
    void what_is_shown_holds_no_secret_and_reads_back_to_the_same() throws IOException {
        Files.writeString(folder.resolve("secret"), "hush\n");
        var config =
                understood(
                        read(
                                """
                                [bus]
                                url = "mqtt://broker:1"
                                user = "a \\"quoted\\" name"
                                password_file = "secret"
                                """,
                                Map.of(ConfigKeys.OPEN, (Object) true)));
        var shown = config.toml();
        assertThat(shown)
                .contains("open = true  # --open")
                .contains("url = \"mqtt://broker:1\"  # " + at("2:1"))
                .contains("http = \"127.0.0.1:8740\"  # default")
                .doesNotContain("hush");
        assertThat(understood(read(shown, Map.of())).settings()).isEqualTo(config.settings());
    }

    @Test
    void the_operator_guide_explains_every_setting() throws IOException {
        assertThat(Files.readString(Path.of("docs/operator-guide.md")))
                .contains(ConfigKeys.reference());
    }

    private String at(String lineAndColumn) {
        return folder.resolve("vigilar.toml") + ":" + lineAndColumn;
    }

    private List<String> complaints(String text) throws IOException {
        return complaintsOf(read(text, Map.of()));
    }

    private Config.Outcome read(String text, Map<Key<?>, Object> options) throws IOException {
        var file = folder.resolve("vigilar.toml");
        Files.writeString(file, text);
        return Config.read(Optional.of(file), options, USUAL_DATA);
    }

    private static List<String> complaintsOf(Config.Outcome outcome) {
        return outcome instanceof Config.Outcome.Refused(var complaints)
                ? complaints.stream().map(Complaint::toString).toList()
                : List.of();
    }

    private static Config understood(Config.Outcome outcome) {
        assertThat(complaintsOf(outcome)).isEmpty();
        return ((Config.Outcome.Understood) outcome).config();
    }

    private static final String GATE =
            """
            [[device]]
            topic = "house/gate"
            name = "Gate"
            on = "open"
            off = "closed"
            type = "GATE_OPEN"
            """;

    @Test
    void a_device_of_ones_own_is_shown_as_it_could_stand_in_the_file() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        GATE
                                + """
                                type_off = "GATE_CLOSED"
                                severity = "warning"
                                area = "Drive"
                                [[device]]
                                topic = "house/+/heat"
                                name = "Heat"
                                pointer = "/t"
                                above = 60.5
                                type = "HEAT"
                                [[device]]
                                topic = "house/bell"
                                name = "Bell"
                                kind = "pulse"
                                type = "BELL"
                                """);
        var first = understood(file);
        assertThat(first.settings().intake().devices()).hasSize(3);
        var shown = Files.writeString(folder.resolve("shown.toml"), first.toml());
        assertThat(understood(shown).settings().intake().devices())
                .isEqualTo(first.settings().intake().devices());
    }

    private static Config understood(Path file) {
        return switch (Config.read(Optional.of(file), Map.of(), USUAL_DATA)) {
            case Config.Outcome.Understood(var config) -> config;
            case Config.Outcome.Refused(var complaints) ->
                    throw new AssertionError(complaints.toString());
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    topic = "house/#"      | device.topic: no # in a topic
                    topic = "house/a+"     | device.topic: + stands for a whole level
                    topic = "vigilar/gate" | device.topic: vigilar/gate reaches below vigilar: Vigilar's own topics
                    topic = "+/gate"       | device.topic: +/gate reaches below zigbee2mqtt: those of Zigbee2MQTT
                    topic = "$SYS/uptime"  | topics that begin with $ are the broker's own
                    topik = "a"            | device.topik: unknown key; did you mean topic?
                    pointer = "gate"       | device.pointer: expected a JSON pointer such as
                    off = []               | device.off: expected 1 to 20 values
                    above = 7              | device: give one of on, above and below
                    kind = "level"         | device.kind: expected "edge" or "pulse", found 'level'
                    kind = "pulse"         | device.type_off: a pulse has no end
                    type = "gate open"     | device.type: expected words in capitals
                    severity = "bad"       | device.severity: expected info, warning, alert or critical
                    area = ""              | device.area: an area has 1 to 64 characters
                    name = 7               | device.name: expected text in quotes
                    """)
    void what_is_wrong_in_a_device_block_is_said_in_one_sentence(String line, String what)
            throws IOException {
        var key = line.substring(0, line.indexOf(' '));
        var block =
                (GATE + "type_off = \"GATE_CLOSED\"\n").replaceAll("(?m)^" + key + " =.*\n", "")
                        + line
                        + "\n";
        assertThat(complaints(block)).anyMatch(one -> one.contains(what));
    }

    @Test
    void two_blocks_that_could_match_one_message_are_refused_and_both_are_named()
            throws IOException {
        var second = GATE.replace("house/gate", "house/+").replace("GATE_OPEN", "ANY");
        assertThat(complaints(GATE + second))
                .containsExactly(
                        at("7:1")
                                + ": device: this and the block at "
                                + at("1:1")
                                + ": house/gate and house/+ can match the same message: make them"
                                + " exclude each other");
        assertThat(complaints(GATE + GATE)).singleElement().asString().contains("both are called");
    }
}
