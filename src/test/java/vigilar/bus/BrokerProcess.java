package vigilar.bus;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded broker in a process of its own, to be killed. Says its port.
final class BrokerProcess {
    private BrokerProcess() {}

    static void main(String[] arguments) throws IOException {
        var broker = EmbeddedBusTest.unstarted(Path.of(arguments[0]));
        broker.start();
        System.out.println("port " + broker.address().getPort());
        while (System.in.read() >= 0) {
            // until the test ends: then its end of the pipe is gone
        }
        broker.close();
    }
}
