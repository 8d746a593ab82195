package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;

class PlacesTest {
    private final Places places = new Places();

    private static InetAddress address(int last) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    private int crowd(InetAddress from) {
        int in = 0;
        while (places.enter(from).isEmpty()) {
            in++;
        }
        return in;
    }

    @Test
    void nobody_takes_all_places_alone_and_who_leaves_makes_room() throws Exception {
        assertThat(crowd(address(1))).isEqualTo(Places.MOST_EACH);
        assertThat(places.enter(address(2))).isEmpty();
        places.leave(address(1));
        assertThat(places.enter(address(1))).isEmpty();
    }

    @Test
    void whoever_floods_the_broker_some_places_stay_for_this_machine() throws Exception {
        int all = 0;
        for (int n = 1; n < 10; n++) {
            all += crowd(address(n));
        }
        assertThat(all).isEqualTo(Places.MOST - Places.FOR_THIS_MACHINE);
        assertThat(crowd(InetAddress.getLoopbackAddress())).isEqualTo(Places.FOR_THIS_MACHINE);
    }
}
