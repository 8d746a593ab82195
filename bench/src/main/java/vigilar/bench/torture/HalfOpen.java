package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Proxy;
import vigilar.bench.field.Viewers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Viewers behind a router that dies: their lines stand, and nothing comes through.
final class HalfOpen {
    private static final int VIEWERS = Crowd.NEVER_READING;

    /// 60 s: a line may make no progress for 30; before that the buffers of both systems fill, and
    /// on a busy machine all of it takes longer.
    private static final Duration LET_GO = Duration.ofSeconds(60);

    private HalfOpen() {}

    static List<String> viewers(Traffic traffic, Random chance) {
        var house = traffic.house();
        var begin = Long.toString(traffic.head());
        var wrong = new ArrayList<String>();
        try (var router = new Proxy(house::http);
                var crowd =
                        Viewers.open(router::address, VIEWERS, "", begin, (_, _, _, _, _) -> {})) {
            Await.until("the crowd is in", LET_GO, () -> crowd.connected() == VIEWERS);
            double before = Crowd.cutOffs(house);
            router.fallSilent();
            if (!Await.holds(LET_GO, () -> Crowd.cutOffs(house) >= before + VIEWERS)) {
                wrong.add(
                        "only %.0f of %d half-open lines were let go"
                                .formatted(Crowd.cutOffs(house) - before, VIEWERS));
            }
            router.letGo();
            wrong.addAll(Resumed.withoutAGap(crowd, traffic, Traffic.PATIENCE));
        }
        return wrong;
    }
}
