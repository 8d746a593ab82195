package vigilar.bus;

import java.time.Clock;

class FakeBusTest extends BusContract {
    private final FakeBus bus = new FakeBus(Clock.systemUTC());

    @Override
    Bus bus() {
        return bus;
    }

    @Override
    void breakIt() {
        bus.goAway("unplugged");
    }

    @Override
    void healIt() {
        bus.comeBack();
    }
}
