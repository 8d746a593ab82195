package vigilar.bench.measure;

import vigilar.bench.field.Mosquitto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// All that is measured; a new figure is one more row.
final class Figures {
    private static final String HOUSE = "Vigilar";
    private static final String ON_MOSQUITTO = "Vigilar on Mosquitto";
    private static final String SIMPLE = "the simple design";
    private static final String MOSQUITTO = "Mosquitto alone";
    private static final String NCHAN = "nginx with nchan";

    /// 100: what the targets name.
    private static final int UNDER_WAY = 100;

    private static final int HOME = 50;

    private static final List<String> ONE_CORE_AND_512_MB =
            List.of("prlimit", "--data=" + (512 << 20), "taskset", "--cpu-list", "0");

    private Figures() {}

    static List<Figure> all() {
        return List.of(
                door("door-1", 1, 2, 10),
                door("door-100", 100, Double.NaN, 15),
                small(),
                durable(),
                beside(),
                new AsFastFigure(),
                crowd("crowd-low", 1),
                crowd("crowd-high", 20),
                new CrowdLimitFigure(),
                new IdleFigure(),
                new ViewersFigure(),
                new StartFigure(),
                new PagesFigure(),
                new GrowthFigure(),
                new FloodFigure(),
                new HindsightFigure());
    }

    /// 480 MB with a heap of 256: publishers are slowed, and no memory grows with what they offer.
    private static final int MOST_RESIDENT = 480;

    /// Each viewer gets each message, once and in order, in every run.
    private static List<Target> whole(String contender) {
        return List.of(
                Target.none(contender, "not delivered"),
                Target.none(contender, "doubled or disordered"));
    }

    private static List<Target> with(List<Target> some, Target... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static Function<Ground, Load> steady(int publishers, double perSecond) {
        return ground -> new Load(publishers, perSecond, ground.length());
    }

    private static Figure door(String name, int viewers, double p50, double p99) {
        var targets = new ArrayList<Target>();
        if (!Double.isNaN(p50)) {
            targets.add(Target.atMost(HOUSE, "p50", p50));
        }
        targets.add(Target.atMost(HOUSE, "p99", p99));
        targets.addAll(whole(HOUSE));
        targets.add(Target.ratio(HOUSE, "p50", MOSQUITTO));
        targets.add(Target.ratio(HOUSE, "p99", MOSQUITTO));
        return new LoadFigure(
                name,
                "door to page: QoS 1 publish, durable, browser; %d/s, viewers: %d"
                        .formatted(HOME, viewers),
                steady(1, HOME),
                viewers,
                Figures::houseAndMqttPeers,
                targets);
    }

    /// `taskset` and `prlimit` (util-linux) need no control group, which not everybody may make.
    /// The limit holds all memory that a process has for itself and may write, used or not: it gets
    /// no more than that. The heap is chosen so that the whole fits; what is resident has to, too.
    private static Figure small() {
        return new LoadFigure(
                "door-small",
                "the same with 100 viewers, the house on one core (taskset) and with 512 MB at most"
                        + " (prlimit --data, heap of 192 MB)",
                steady(1, HOME),
                100,
                ground ->
                        List.of(
                                HouseContender.own(
                                        ground.house()
                                                .below(ONE_CORE_AND_512_MB)
                                                .in(Map.of("VIGILAR_JAVA_OPTS", "-Xmx192m")),
                                        UNDER_WAY)),
                with(
                        whole(HOUSE),
                        Target.atMost(HOUSE, "p99", 30),
                        Target.atMost(HOUSE, "resident", 512)));
    }

    private static List<Contender> houseAndMqttPeers(Ground ground) {
        var all = new ArrayList<Contender>();
        all.add(HouseContender.own(ground.house(), UNDER_WAY));
        if (ground.withPeers()) {
            all.add(new SimpleContender(ground.home(), ground.folder("simple"), UNDER_WAY));
            all.add(new MosquittoContender(ground.folder("mosquitto"), UNDER_WAY, 0));
        }
        return all;
    }

    private static Figure durable() {
        return new LoadFigure(
                "durable",
                "durable events a second, embedded broker: 10 publishers with 100 messages under"
                        + " way each, as many as are taken",
                ground -> new Load(10, 0, ground.length()),
                1,
                ground -> List.of(HouseContender.own(ground.house(), UNDER_WAY)),
                with(
                        whole(HOUSE),
                        Target.atLeast(HOUSE, "accepted", 15_000),
                        Target.atMost(HOUSE, "resident", MOST_RESIDENT)));
    }

    private static Figure beside() {
        return new LoadFigure(
                "durable-mosquitto",
                "50,000 messages of 10 publishers on an external Mosquitto, which takes them faster"
                        + " than anybody; what comes out at one viewer or subscriber",
                ground -> Load.amount(10, 5_000, ground.length()),
                1,
                ground -> {
                    var all = new ArrayList<Contender>();
                    all.add(
                            HouseContender.beside(
                                    Mosquitto.inMemory(ground.folder("broker")),
                                    ground.house(),
                                    UNDER_WAY));
                    if (ground.withPeers()) {
                        all.add(new MosquittoContender(ground.folder("mosquitto"), UNDER_WAY, 1));
                        all.add(
                                new SimpleContender(
                                        ground.home(), ground.folder("simple"), UNDER_WAY));
                    }
                    return all;
                },
                with(
                        whole(ON_MOSQUITTO),
                        Target.timesOf(ON_MOSQUITTO, "delivered", 0.6, MOSQUITTO),
                        Target.timesOf(ON_MOSQUITTO, "delivered", 5, SIMPLE)));
    }

    private static Figure crowd(String name, int perSecond) {
        return new LoadFigure(
                name,
                "10,000 viewers, %d messages a second offered".formatted(perSecond),
                steady(1, perSecond),
                10_000,
                ground -> {
                    var all = new ArrayList<Contender>();
                    all.add(HouseContender.own(ground.house(), UNDER_WAY));
                    if (ground.withPeers()) {
                        all.add(new NchanContender(ground.folder("nchan")));
                    }
                    return all;
                },
                perSecond == 1
                        ? with(
                                whole(HOUSE),
                                Target.noMoreThan(HOUSE, "CPU per delivery", NCHAN),
                                Target.noMoreThan(HOUSE, "p99", NCHAN))
                        : whole(HOUSE));
    }
}
