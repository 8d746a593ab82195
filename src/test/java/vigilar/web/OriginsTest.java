package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.access.Standing;

import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;

/// Whose word is taken for where a request came from.
class OriginsTest {
    private static final String READ_ALONG = "others on this network could read the password";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
    })
    void a_network_holds_the_addresses_that_begin_like_it(
            String network, String address, boolean holds) {
        assertThat(Network.parse(network).holds(InetAddress.ofLiteral(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.lan", "10.0.0.0/33", "10.0.0.0/x", "1/2/3", ""})
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private String signInPage(ClosedHouse house, String... headers) throws Exception {
        HttpRequest.Builder request = house.at("/sign-in");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return ClosedHouse.send(request).body();
    }

    @Test
    void a_proxy_on_the_list_says_who_asks_and_nobody_else_does() throws Exception {
        try (var house = new ClosedHouse(folder, List.of(Network.parse("127.0.0.0/8")))) {
            house.somebodyIs(Standing.OWNER);
            assertThat(signInPage(house)).doesNotContain(READ_ALONG); // it never left the machine
            assertThat(signInPage(house, "X-Forwarded-For", "203.0.113.9")).contains(READ_ALONG);
            assertThat(
                            signInPage(
                                    house,
                                    "X-Forwarded-For",
                                    "203.0.113.9",
                                    "X-Forwarded-Proto",
                                    "https"))
                    .doesNotContain(READ_ALONG);
            // what stands before the last stranger anybody may have written
            assertThat(signInPage(house, "X-Forwarded-For", "127.0.0.1, 203.0.113.9, 127.0.0.1"))
                    .contains(READ_ALONG);
        }
    }

    /// Before the last one stands what the visitor wrote: that they never left this machine.
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:51234, true",
        "[2001:db8::1]:443, true",
        "[2001:db8::1], true",
        "2001:db8::1, true",
        "127.0.0.1:51234, false",
        "[::ffff:203.0.113.9]:1, true"
    })
    void a_proxy_may_write_the_port_with_the_address(String hop, boolean stranger)
            throws Exception {
        try (var house = new ClosedHouse(folder, List.of(Network.parse("127.0.0.0/8")))) {
            house.somebodyIs(Standing.OWNER);
            var page = signInPage(house, "X-Forwarded-For", "127.0.0.1, " + hop);
            assertThat(page.contains(READ_ALONG)).isEqualTo(stranger);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "_hidden", "203.0.113.9:x", "[203.0.113.9", "fe80::1%eth0:1"})
    void what_a_visitor_wrote_before_a_hop_that_nobody_can_read_is_not_believed(String hop)
            throws Exception {
        try (var house = new ClosedHouse(folder, List.of(Network.parse("127.0.0.0/8")))) {
            house.somebodyIs(Standing.OWNER);
            // believed, it would be somebody far away; it is the proxy, on this machine
            var page = signInPage(house, "X-Forwarded-For", "203.0.113.77, " + hop);
            assertThat(page).doesNotContain(READ_ALONG);
        }
    }

    @Test
    void whoever_is_not_on_the_list_is_not_believed() throws Exception {
        try (var house = new ClosedHouse(folder)) {
            house.somebodyIs(Standing.OWNER);
            assertThat(signInPage(house, "X-Forwarded-For", "203.0.113.9"))
                    .doesNotContain(READ_ALONG);
        }
    }

    @Test
    void only_the_named_dashboards_may_show_the_page_in_a_frame() throws Exception {
        try (var house = new ClosedHouse(folder)) {
            var policy =
                    ClosedHouse.send(house.at("/healthz"))
                            .headers()
                            .firstValue("Content-Security-Policy");
            assertThat(policy.orElseThrow())
                    .endsWith("frame-ancestors 'self' https://dashboard.lan");
        }
    }
}
