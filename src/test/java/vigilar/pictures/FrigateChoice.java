package vigilar.pictures;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which of its reviews Frigate gives for the parameters of `/api/review`: `frigate/api/review.py`,
/// where the versions differ.
public enum FrigateChoice {
    /// What began and ended in between; `reviewed` is 0 unless it is said, and 1 means all.
    OLDER {
        @Override
        boolean isBetween(double start, double end, double after, double before) {
            return start > after && end < before;
        }

        @Override
        boolean has(boolean looked, Optional<Integer> reviewed) {
            return reviewed.orElse(0) != 0 || !looked;
        }
    },

    /// What was going on in between; `reviewed` unsaid means all, and 1 only those looked at.
    NEWER {
        @Override
        boolean isBetween(double start, double end, double after, double before) {
            return start < before && end > after;
        }

        @Override
        boolean has(boolean looked, Optional<Integer> reviewed) {
            return reviewed.isEmpty() || looked == (reviewed.get() == 1);
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    /// @param end `before` and `after` alike hold for what still goes on
    abstract boolean isBetween(double start, double end, double after, double before);

    abstract boolean has(boolean looked, Optional<Integer> reviewed);

    /// The chosen ones, the newest first. What is no list, and what in it is no review, is given as
    /// it is: then a test wants it so.
    byte[] of(byte[] record, String query) {
        var said = parameters(query);
        var all = JSON.readTree(record);
        if (!all.isArray()) {
            return record;
        }
        var chosen = JSON.createArrayNode();
        all.valueStream()
                .filter(one -> !one.path("start_time").isNumber() || isChosen(one, said))
                .sorted(Comparator.comparingDouble(FrigateChoice::start).reversed())
                .limit(Long.parseLong(said.getOrDefault("limit", "1000000")))
                .forEach(chosen::add);
        return JSON.writeValueAsBytes(chosen);
    }

    private static Map<String, String> parameters(String query) {
        var said = new HashMap<String, String>();
        Arrays.stream(query.split("&"))
                .map(one -> one.split("=", 2))
                .forEach(pair -> said.put(pair[0], pair[1]));
        return said;
    }

    private static double start(JsonNode review) {
        return review.path("start_time").asDouble(0);
    }

    private boolean isChosen(JsonNode review, Map<String, String> said) {
        var after = Double.parseDouble(said.getOrDefault("after", "0"));
        var before = Double.parseDouble(said.getOrDefault("before", "1e11"));
        var end = review.path("end_time");
        // what still goes on ends before the end, and after the beginning, of everything
        var within =
                end.isNumber()
                        ? isBetween(start(review), end.asDouble(0), after, before)
                        : isBetween(start(review), Math.nextUp(after), after, before);
        return within
                && has(
                        review.path("has_been_reviewed").asBoolean(false),
                        Optional.ofNullable(said.get("reviewed")).map(Integer::valueOf));
    }
}
