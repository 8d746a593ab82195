package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// WCAG 2.2 AA, computed from the colours that the page really uses.
class ContrastTest {
    private static final double TEXT = 4.5;
    private static final double MARK = 3.0;
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+): oklch\\(([0-9.]+)% ([0-9.]+) ([0-9.]+)\\)");

    private static Map<String, Double> luminances(boolean dark) throws IOException {
        try (var file = ContrastTest.class.getResourceAsStream("static/colours.css")) {
            assertThat(file).isNotNull();
            var css = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            int begins = css.indexOf("prefers-color-scheme: dark");
            int ends = css.indexOf("\n}", begins);
            var found = new HashMap<String, Double>();
            read(css.substring(0, begins), found);
            read(css.substring(ends), found);
            if (dark) {
                read(css.substring(begins, ends), found);
            }
            return found;
        }
    }

    private static void read(String css, Map<String, Double> into) {
        var colours = COLOUR.matcher(css);
        while (colours.find()) {
            into.put(
                    colours.group(1),
                    luminance(
                            Double.parseDouble(colours.group(2)) / 100,
                            Double.parseDouble(colours.group(3)),
                            Math.toRadians(Double.parseDouble(colours.group(4)))));
        }
    }

    /// Relative luminance of an OKLCH colour, each channel cut to what a screen can show.
    private static double luminance(double light, double chroma, double hue) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cubed(light + 0.3963377774 * a + 0.2158037573 * b);
        double m = cubed(light - 0.1055613458 * a - 0.0638541728 * b);
        double s = cubed(light - 0.0894841775 * a - 1.2914855480 * b);
        double red = shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        double green = shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        double blue = shown(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    private static double cubed(double root) {
        return root * root * root;
    }

    private static double shown(double linear) {
        return Math.clamp(linear, 0.0, 1.0);
    }

    private static double contrast(Map<String, Double> colours, String one, String other) {
        assertThat(colours).containsKeys(one, other);
        double a = colours.getOrDefault(one, Double.NaN);
        double b = colours.getOrDefault(other, Double.NaN);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @ParameterizedTest
    @CsvSource({
        "ink, ground",
        "ink, sheet",
        "ink, hover",
        "ink, warning-ground",
        "muted, ground",
        "muted, sheet",
        "muted, hover",
        "muted, alert-ground",
        "accent, ground",
        "accent, sheet",
        "accent, accent-ground",
        "sheet, accent",
        "warning, sheet",
        "warning, ground",
        "warning, hover",
        "warning, warning-ground",
        "alert, sheet",
        "alert, hover",
        "alert, alert-ground",
        "critical, critical-ground",
        "muted, critical-ground",
        "on-critical, critical-solid",
        "critical-solid, on-critical",
        "good, sheet"
    })
    void text_is_readable_by_day_and_by_night(String text, String ground) throws IOException {
        assertThat(contrast(luminances(false), text, ground)).as("light").isGreaterThan(TEXT);
        assertThat(contrast(luminances(true), text, ground)).as("dark").isGreaterThan(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "info, sheet",
        "info, ground",
        "info, hover",
        "good-mark, sheet",
        "warning-mark, sheet",
        "alert-mark, sheet",
        "alert-mark, alert-ground",
        "critical, sheet",
        "accent, sheet",
        "accent, ground",
        "accent, hover",
        "accent, warning-ground",
        "accent, critical-ground",
        "accent, accent-ground",
        "on-critical, critical-solid"
    })
    void marks_and_the_focus_ring_stand_out_by_day_and_by_night(String mark, String ground)
            throws IOException {
        assertThat(contrast(luminances(false), mark, ground)).as("light").isGreaterThan(MARK);
        assertThat(contrast(luminances(true), mark, ground)).as("dark").isGreaterThan(MARK);
    }
}
