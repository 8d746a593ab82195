package vigilar.access;

import java.util.LinkedHashMap;
import java.util.Map;

/// A User-Agent header as people know their devices: `Firefox on Android`. Of the header itself
/// nothing is kept, so nothing a stranger wrote reaches a page.
final class AgentLine {
    /// In this order: Edge and Opera say Chrome too, Chrome says Safari too.
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    /// In this order: Android says Linux too, iPhones say Mac OS too.
    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("Edg/", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("SamsungBrowser", "Samsung Internet");
        BROWSERS.put("Firefox", "Firefox");
        BROWSERS.put("FxiOS", "Firefox");
        BROWSERS.put("CriOS", "Chrome");
        BROWSERS.put("Chrome", "Chrome");
        BROWSERS.put("Safari", "Safari");
        BROWSERS.put("curl", "curl");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS", "Mac");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private AgentLine() {}

    static String of(String userAgent) {
        return first(BROWSERS, userAgent, "a browser")
                + " on "
                + first(SYSTEMS, userAgent, "some device");
    }

    private static String first(Map<String, String> table, String in, String otherwise) {
        return table.entrySet().stream()
                .filter(row -> in.contains(row.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
