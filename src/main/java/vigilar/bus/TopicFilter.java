package vigilar.bus;

/// MQTT filters compared with each other (MQTT 5.0, 4.7). Public for who must know which topics are
/// heard.
public final class TopicFilter {
    private TopicFilter() {}

    /// True if all that `narrow`, a topic or filter, matches is matched by `wide`.
    public static boolean holds(String wide, String narrow) {
        var outer = wide.split("/", -1);
        var inner = narrow.split("/", -1);
        for (int i = 0; i < outer.length; i++) {
            if (outer[i].equals("#")) {
                return true; // also the level above: "a/#" holds "a"
            }
            if (i == inner.length || inner[i].equals("#")) {
                return false;
            }
            if (!outer[i].equals("+") && !outer[i].equals(inner[i])) {
                return false;
            }
        }
        return outer.length == inner.length;
    }
}
