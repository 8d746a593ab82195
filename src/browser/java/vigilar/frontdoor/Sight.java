package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What somebody with tired eyes can see of a page: the contrasts of what the browser really
/// paints, by WCAG's formula.
final class Sight {
    private static final double TEXT = 4.5;
    private static final double RING = 3.0;

    /// 40: more stops of the Tab key than any page of the alarm has.
    private static final int MOST_STOPS = 40;

    private static final String SCRIPT =
            """
            window.sight ??= (() => {
              const dot = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = colour => {
                dot.clearRect(0, 0, 1, 1);
                dot.fillStyle = colour;
                dot.fillRect(0, 0, 1, 1);
                return [...dot.getImageData(0, 0, 1, 1).data];
              };
              const light = colour => {
                const [r, g, b] = rgba(colour).map(it => it / 255)
                    .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
              };
              const contrast = (a, b) => {
                const [x, y] = [light(a), light(b)];
                return Math.max(x, y) / Math.min(x, y);
              };
              const ground = it => {
                for (; it; it = it.parentElement) {
                  const colour = getComputedStyle(it).backgroundColor;
                  if (rgba(colour)[3] === 255) return colour;
                }
                return 'white';
              };
              const seen = it => it.checkVisibility() && it.getClientRects().length > 0;
              const named = it => it.tagName + ' ' + (it.name || it.textContent.trim().slice(0, 40));
              return {
                texts: place => [...document.querySelectorAll(place + ' *')].filter(seen)
                    .filter(it => it.matches('input, textarea, select')
                        || [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                    .map(it => ({what: named(it), contrast: contrast(getComputedStyle(it).color, ground(it))})),
                ring: () => {
                  const it = document.activeElement, style = getComputedStyle(it);
                  const width = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
                  const inside = parseFloat(style.outlineOffset) < 0;
                  return {what: named(it), width, button: it.matches('button, input'),
                    contrast: contrast(style.outlineColor, ground(inside ? it : it.parentElement))};
                },
              };
            })()
            """;

    private final Page page;

    private Sight(Page page) {
        this.page = page;
        page.evaluate("() => { " + SCRIPT + " }");
    }

    static Sight of(Page page) {
        return new Sight(page);
    }

    /// Whatever is written or typed there stands out from what it is written on.
    void canRead(String place) {
        var texts = (List<?>) page.evaluate("place => window.sight.texts(place)", place);
        assertThat(texts).as("texts in %s", place).isNotEmpty();
        assertThat(texts).allSatisfy(it -> standsOut((Map<?, ?>) it, TEXT));
    }

    private static void standsOut(Map<?, ?> it, double least) {
        assertThat(((Number) it.get("contrast")).doubleValue())
                .as("contrast of %s", it.get("what"))
                .isGreaterThanOrEqualTo(least);
    }

    /// Presses Tab through the page: at each stop one sees where one is.
    ///
    /// @return the buttons and fields in the order of the stops
    List<String> tabsThrough() {
        var order = new ArrayList<String>();
        Set<String> stops = new HashSet<>();
        page.locator("h1").click(); // there the keyboard begins
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            page.keyboard().press("Tab");
            var ring = (Map<?, ?>) page.evaluate("window.sight.ring()");
            var what = String.valueOf(ring.get("what"));
            if (what.startsWith("BODY") || !stops.add(what)) {
                return order;
            }
            if (Boolean.TRUE.equals(ring.get("button"))) {
                assertThat(((Number) ring.get("width")).doubleValue())
                        .as("ring around %s", what)
                        .isGreaterThanOrEqualTo(2);
                standsOut(ring, RING);
                order.add(what.replaceFirst("^[A-Z]+ ", ""));
            }
        }
        return order;
    }
}
