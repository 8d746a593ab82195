package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a browser would send of a form of a page if somebody pressed its button at once.
final class FormOnPage {
    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
    private static final Pattern TEXT = Pattern.compile("<textarea ([^>]*)>([^<]*)</textarea>");

    private FormOnPage() {}

    /// @param begin what stands where the form begins
    static Map<String, String> read(String page, String begin) {
        assertThat(page).contains(begin);
        var after = page.substring(page.indexOf(begin));
        var form = after.substring(0, after.indexOf("</form>"));
        var fields = new HashMap<String, String>();
        INPUT.matcher(form)
                .results()
                .map(it -> it.group(1))
                .filter(it -> !it.contains("type=\"checkbox\"") || it.contains(" checked"))
                .forEach(it -> fields.put(value(it, "name"), value(it, "value")));
        TEXT.matcher(form)
                .results()
                .forEach(it -> fields.put(value(it.group(1), "name"), plain(it.group(2))));
        return fields;
    }

    private static String value(String tag, String attribute) {
        var match = Pattern.compile("\\b" + attribute + "=\"([^\"]*)\"").matcher(tag);
        return match.find() ? plain(match.group(1)) : "";
    }

    private static String plain(String html) {
        return html.replace("&#34;", "\"").replace("&lt;", "<").replace("&amp;", "&");
    }
}
