package vigilar.frontdoor;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Watches all pages of a browser for what a planted text must never do: run, become an element or
/// a link, turn the direction of the writing, or even be stopped by the content policy – then it
/// had already got in.
final class Watchman {
    private static final String SCRIPT =
            """
            (() => {
              const heard = {};
              // the first five of a kind: each one is a call that waits within the one before
              const tell = text => {
                const kind = String(text).slice(0, 24);
                heard[kind] = (heard[kind] || 0) + 1;
                if (heard[kind] <= 5) window.watchmanHears(String(text).slice(0, 300));
              };
              window.planted = () => tell('a script ran');
              addEventListener('securitypolicyviolation', event =>
                tell('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
              const links = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data'];
              const look = node => {
                if (node.nodeType !== 1) return;
                if (node.hasAttribute('planted')) tell('an element got in: ' + node.outerHTML);
                for (const {name, value} of node.attributes) {
                  if (name.startsWith('on')) tell('an attribute got in: ' + name + '=' + value);
                  if (links.includes(name) && /^\\s*javascript:/i.test(value))
                    tell('a link got in: ' + value);
                }
                for (const child of node.children) look(child);
              };
              new MutationObserver(changes => {
                for (const change of changes) {
                  change.addedNodes.forEach(look);
                  if (change.type === 'attributes') look(change.target);
                }
              }).observe(document, {subtree: true, childList: true, attributes: true});
            })()
            """;

    /// Characters that steer the direction of a text, where people can see it.
    private static final String TURNED =
            "/[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]/"
                    + ".test(document.title + document.body.innerText)";

    private final List<String> reports = new CopyOnWriteArrayList<>();

    /// Every page of that browser is watched from its first byte on.
    static Watchman over(BrowserContext context) {
        var watchman = new Watchman();
        context.exposeBinding(
                "watchmanHears",
                (_, said) -> {
                    watchman.reports.add(said[0].toString());
                    return null;
                });
        context.addInitScript(SCRIPT);
        return watchman;
    }

    /// What he has seen so far, on whichever page.
    List<String> reports(Page page) {
        var turned = page.evaluate(TURNED); // also lets what was reported in
        if (Boolean.TRUE.equals(turned)) {
            reports.add("the direction of the writing was turned on " + page.url());
        }
        return List.copyOf(reports);
    }
}
