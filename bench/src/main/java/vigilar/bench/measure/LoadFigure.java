package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The same load for several contenders, turn by turn, so that what the machine does beside it hits
/// all of them.
///
/// @param load of a run
/// @param contenders start one each
record LoadFigure(
        String name,
        String says,
        Function<Ground, Load> load,
        int viewers,
        Function<Ground, List<Contender>> contenders,
        List<Target> targets)
        implements Figure {
    @Override
    public List<Reading> measure(Ground ground) {
        var all = contenders.apply(ground);
        try {
            var outcomes = new ArrayList<List<Outcome>>();
            all.forEach(_ -> outcomes.add(new ArrayList<>()));
            for (int run = 0; run < ground.runs(); run++) {
                for (int i = 0; i < all.size(); i++) {
                    var contender = all.get(i);
                    ground.tell(
                            "%s: run %d of %d, %s"
                                    .formatted(name, run + 1, ground.runs(), contender.name()));
                    outcomes.get(i).add(Trial.run(contender, load.apply(ground), viewers));
                }
            }
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < all.size(); i++) {
                readings.addAll(Quantities.readings(name, all.get(i), outcomes.get(i)));
            }
            return readings;
        } finally {
            all.forEach(Contender::close);
        }
    }
}
