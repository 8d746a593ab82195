package vigilar.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a `mosquitto.conf` says of keeping messages, as far as one file tells.
public final class MosquittoConf {
    /// 10 s of acknowledged messages may be lost to a crash of the broker; more is not "keeping".
    private static final int LONGEST_INTERVAL = 10;

    /// 100,000 waiting messages: days of a home.
    private static final int ENOUGH_QUEUED = 100_000;

    private MosquittoConf() {}

    /// The lines of [Assurance#MOSQUITTO] that it lacks, or says otherwise.
    ///
    /// @param text of the file; of a setting that stands there twice the last one counts
    public static List<String> lacks(String text) {
        var said = new HashMap<String, String>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> said.put(words[0], words[1].strip()));
        return Assurance.MOSQUITTO.stream().filter(line -> !isMet(line, said)).toList();
    }

    private static boolean isMet(String line, Map<String, String> said) {
        var wanted = line.split(" ", 2);
        var value = said.getOrDefault(wanted[0], "");
        return switch (wanted[0]) {
            case "autosave_interval" -> isBetween(value, 1, LONGEST_INTERVAL);
            case "max_queued_messages" ->
                    value.equals("0") || isBetween(value, ENOUGH_QUEUED, Integer.MAX_VALUE);
            default -> value.equals(wanted[1]);
        };
    }

    private static boolean isBetween(String number, int least, int most) {
        if (!number.matches("[0-9]{1,9}")) {
            return false;
        }
        var value = Integer.parseInt(number);
        return value >= least && value <= most;
    }
}
