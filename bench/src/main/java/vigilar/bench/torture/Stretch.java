package vigilar.bench.torture;

import vigilar.bench.field.House;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A house that has run for long without a restart: what it keeps in mind must not grow with what
/// it has heard. Looked at after a collection each time, since what is resident before one is what
/// nobody has tidied up.
final class Stretch {
    /// 250 bytes a message: of the last 100,000 messages a house keeps marks, some 100 bytes each,
    /// and it has not heard as many yet. One event that is held by somebody has more than 500.
    private static final double BYTES_A_MESSAGE = 250;

    /// 16 MB: the newest 4,096 events are in memory, and after a crowd that never reads hundreds of
    /// these have 16 KB; two looks differ by that.
    private static final double NOISE = 16e6;

    /// 24 MB more are resident than the heap explains: compiled code and the allocator of the
    /// system, which go on settling for long.
    private static final double BESIDE_THE_HEAP = 24e6;

    private static final double MEGA = 1e6;

    private static final double MEBI = 1 << 20;

    /// A third of the looks is for warming up.
    private static final int WARM_UP = 3;

    /// Of fewer a slope says nothing.
    private static final int FEWEST = 4;

    private final List<Look> looks = new ArrayList<>();

    private record Look(double messages, double heap, double resident) {}

    /// @param acknowledged messages so far
    void look(House house, int acknowledged) {
        var left = house.collected();
        if (left.isPresent()) {
            var now = left.get();
            double resident = house.figures().megabytes() * MEBI - now.room();
            looks.add(new Look(acknowledged, now.inUse(), resident));
        }
    }

    private List<Look> warm() {
        return looks.subList(looks.size() / WARM_UP, looks.size());
    }

    /// What grew beyond its bound.
    List<String> wrong() {
        if (warm().size() < FEWEST) {
            return looks.isEmpty() ? List.of() : List.of("too short to see whether anything grows");
        }
        var wrong = new ArrayList<String>();
        double allowed = NOISE + BYTES_A_MESSAGE * messages();
        if (growth(Look::heap) > allowed) {
            wrong.add("its heap grows: " + inWords());
        }
        if (growth(Look::resident) > allowed + BESIDE_THE_HEAP) {
            wrong.add("its memory grows: " + inWords());
        }
        return wrong;
    }

    private double messages() {
        return warm().getLast().messages - warm().getFirst().messages;
    }

    /// The slope of the line that fits best (least squares), along all of the messages.
    private double growth(ToDoubleFunction<Look> what) {
        var warm = warm();
        double x = warm.stream().mapToDouble(Look::messages).average().orElse(0);
        double y = warm.stream().mapToDouble(what).average().orElse(0);
        double both =
                warm.stream()
                        .mapToDouble(it -> (it.messages - x) * (what.applyAsDouble(it) - y))
                        .sum();
        double square =
                warm.stream().mapToDouble(it -> (it.messages - x) * (it.messages - x)).sum();
        return square == 0 ? 0 : both / square * messages();
    }

    /// For the notes.
    String inWords() {
        if (warm().size() < FEWEST) {
            return "without a restart: %d looks at its heap".formatted(looks.size());
        }
        return "without a restart, %.0f messages: heap %.1f to %.1f MB, slope %+.1f MB; without its room resident %.0f to %.0f MB, slope %+.1f MB"
                .formatted(
                        messages(),
                        warm().getFirst().heap / MEGA,
                        warm().getLast().heap / MEGA,
                        growth(Look::heap) / MEGA,
                        warm().getFirst().resident / MEGA,
                        warm().getLast().resident / MEGA,
                        growth(Look::resident) / MEGA);
    }
}
