package vigilar.intake;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// What Frigate says of single objects (`frigate/events`), as detail to the review that they are
/// part of: how sure it is, and whom or which plate it recognised. In memory only: a review follows
/// its objects within seconds. For one thread.
final class FrigateDetails {
    /// 256 objects: those of the last minutes at sixteen busy cameras.
    private static final int MOST = 256;

    /// 120 characters of a name: what is told of it has no more (see [Frigate#LONGEST_TEXT]), and a
    /// message may have 256 KiB, of which 256 would be kept.
    private static final int LONGEST_NAME = Frigate.LONGEST_TEXT;

    private final SequencedMap<String, Detail> byId = new LinkedHashMap<>();

    /// @param score from 0 to 1, how sure Frigate is at best
    /// @param names whom or what it recognised
    private record Detail(OptionalDouble score, List<String> names) {}

    /// Takes in what a message says of one object.
    void learn(String id, JsonNode after) {
        byId.putLast(id, new Detail(score(after), names(after)));
        if (byId.size() > MOST) {
            byId.pollFirstEntry();
        }
    }

    private static OptionalDouble score(JsonNode after) {
        var best =
                after.path("top_score").isNumber() ? after.path("top_score") : after.path("score");
        return best
                .asDoubleOpt() // none for what no double holds, such as 1e999
                .stream()
                .filter(score -> best.isNumber() && score >= 0 && score <= 1)
                .findFirst();
    }

    /// `sub_label` is null, a name, or a name and its score.
    private static List<String> names(JsonNode after) {
        var names = new ArrayList<String>();
        var label = after.path("sub_label");
        var name = label.isArray() ? label.path(0) : label;
        for (var said : List.of(name, after.path("recognized_license_plate"))) {
            if (said.isString() && !said.asString().isBlank()) {
                var text = said.asString();
                names.add(text.substring(0, Math.min(text.length(), LONGEST_NAME)));
            }
        }
        return names;
    }

    /// The best score of these objects.
    OptionalDouble score(List<String> ids) {
        return ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .flatMap(detail -> detail.score().stream().boxed())
                .mapToDouble(it -> it)
                .max();
    }

    /// All names of these objects, once each.
    List<String> names(List<String> ids) {
        return ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .flatMap(detail -> detail.names().stream())
                .distinct()
                .toList();
    }
}
