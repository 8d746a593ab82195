package vigilar.intake;

import vigilar.event.SourceId;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Which reviews of each camera we have told of, so that an update is news only when it makes the
/// review graver. For one thread.
final class FrigateReviews {
    /// 8 a camera: one is open at a time, and late words come about the one before.
    private static final int MOST_A_CAMERA = 8;

    /// 256 cameras: four times the largest house; beyond it reviews of new ones are told of at each
    /// update.
    private static final int MOST_CAMERAS = 256;

    /// Frigate's ids: the start time and six characters. Plain, since they are kept as one text.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]{1,64}) ([apeu]{0,4})");

    /// What was told of one review.
    ///
    /// @param person a person was named
    /// @param untold it goes on as far as we know, and what was told of it was not live
    record Told(boolean alert, boolean person, boolean ended, boolean untold) {
        static final Told NOTHING = new Told(false, false, false, false);

        String marks() {
            return (alert ? "a" : "")
                    + (person ? "p" : "")
                    + (ended ? "e" : "")
                    + (untold ? "u" : "");
        }

        static Told of(String marks) {
            return new Told(
                    marks.contains("a"),
                    marks.contains("p"),
                    marks.contains("e"),
                    marks.contains("u"));
        }

        /// True if the review says something graver than was told.
        boolean isLessThan(FrigateReview review) {
            return (review.alert() && !alert)
                    || (review.what().equals(FrigateReview.What.PERSON) && !person);
        }

        /// @param nowUntold how that is after this message
        Told with(FrigateReview review, boolean end, boolean nowUntold) {
            return new Told(
                    alert || review.alert(),
                    person || review.what().equals(FrigateReview.What.PERSON),
                    ended || end,
                    nowUntold && !ended && !end);
        }
    }

    private final Map<SourceId, SequencedMap<String, Told>> cameras = new HashMap<>();

    FrigateReviews(Map<SourceId, String> lessons) {
        lessons.forEach(
                (camera, lesson) -> {
                    var told = new LinkedHashMap<String, Told>();
                    for (var entry : lesson.split(",", -1)) {
                        var match = ENTRY.matcher(entry);
                        if (match.matches()) {
                            told.put(match.group(1), Told.of(match.group(2)));
                        }
                    }
                    cameras.put(camera, told);
                });
    }

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /// True if something was told of that review.
    boolean knows(SourceId camera, String id) {
        var known = cameras.get(camera);
        return known != null && known.containsKey(id);
    }

    Told told(SourceId camera, String id) {
        var known = cameras.get(camera);
        return known == null ? Told.NOTHING : known.getOrDefault(id, Told.NOTHING);
    }

    /// Remembers what is told now.
    ///
    /// @return the camera's lesson
    String tell(SourceId camera, String id, Told now) {
        if (cameras.size() >= MOST_CAMERAS && !cameras.containsKey(camera)) {
            return "";
        }
        var known = cameras.computeIfAbsent(camera, _ -> new LinkedHashMap<>());
        known.putLast(id, now);
        if (known.size() > MOST_A_CAMERA) {
            known.pollFirstEntry();
        }
        var lesson = new StringBuilder();
        known.forEach(
                (each, told) ->
                        lesson.append(lesson.isEmpty() ? "" : ",")
                                .append(each)
                                .append(' ')
                                .append(told.marks()));
        return lesson.toString();
    }
}
