package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class SafeAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fec0::1",
                "::ffff:192.168.1.1",
                "::192.168.1.1",
                "64:ff9b::c0a8:101",
                "2002:c0a8:0101::1",
                "2001::1",
                "ff02::1"
            })
    void nothing_inside_the_house_is_knocked_at(String address) throws Exception {
        assertThat(SafeAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::808:808"})
    void services_out_in_the_internet_are_reached(String address) throws Exception {
        assertThat(SafeAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() throws Exception {
        var mixed =
                new InetAddress[] {
                    InetAddress.getByName("8.8.8.8"), InetAddress.getByName("192.168.1.1")
                };
        assertThatThrownBy(() -> new SafeAddresses(_ -> mixed, false).of("push.example"))
                .isInstanceOf(SafeAddresses.Forbidden.class)
                .hasMessageContaining("192.168.1.1");
        assertThatCode(() -> new SafeAddresses(_ -> mixed, true).of("push.example"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example/x",
                "https:///x",
                "ftp://push.example/",
                "javascript:1",
                "https://user@push.example/",
                "https://push.example/#x",
                "https://push.example:0/",
                "https://push.example/a b",
                "https://push.example/a\r\nX: y",
                "https://push.example:70000/"
            })
    void an_endpoint_is_https_and_nothing_odd(String text) {
        assertThatThrownBy(() -> Endpoint.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
