package vigilar.frontdoor;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// The page of notifications in a real browser with its worker at work, and a way to push to it: by
/// the browser's own debugging protocol, since its push service is out on the internet.
final class BrowserPhone {
    /// 25 s: a worker looks for a picture for 20.
    private static final Duration SOON = Duration.ofSeconds(25);

    /// 6 s: the browser has had its time; while a page is replaced it drops what is pushed.
    private static final Duration AGAIN = Duration.ofSeconds(6);

    private final Page page;
    private final String house;
    private final CDPSession protocol;
    private volatile String registration = "";
    private String last = "";
    private long deliveredNanos;

    /// @param house its `http://host:port`; whoever is at the page may see `/notifications`
    BrowserPhone(Page page, String house) {
        this.page = page;
        this.house = house;
        page.navigate(house + "/notifications");
        // "ready" may still be activating, and what is pushed then is dropped by the protocol
        Await.until("the worker is activated", SOON, this::activated);
        protocol = page.context().newCDPSession(page);
        protocol.on("ServiceWorker.workerRegistrationUpdated", this::note);
        protocol.send("ServiceWorker.enable");
        Await.until("the worker is known", SOON, this::known);
    }

    private boolean activated() {
        return Boolean.TRUE.equals(
                page.evaluate(
                        """
                        navigator.serviceWorker.getRegistration()
                            .then(at => at?.active?.state === 'activated')\
                        """));
    }

    private boolean known() {
        page.evaluate("1"); // lets the protocol's messages in
        return !registration.isEmpty();
    }

    private void note(JsonObject message) {
        for (var each : message.getAsJsonArray("registrations")) {
            var one = each.getAsJsonObject();
            if (one.get("scopeURL").getAsString().startsWith(house)) {
                registration = one.get("registrationId").getAsString();
            }
        }
    }

    /// Delivers a push.
    void push(String letter) {
        page.waitForLoadState(); // what comes while the page is on its way elsewhere is dropped
        last = letter;
        deliver(letter);
    }

    /// As a push service does that got no answer; the tag makes it one notification.
    private void pushAgain() {
        if (!last.isEmpty() && System.nanoTime() - deliveredNanos > AGAIN.toNanos()) {
            deliver(last);
        }
    }

    private void deliver(String letter) {
        deliveredNanos = System.nanoTime();
        var words = new JsonObject();
        words.addProperty("origin", house);
        words.addProperty("registrationId", registration);
        words.addProperty("data", letter);
        protocol.send("ServiceWorker.deliverPushMessage", words);
    }

    /// Title, text and where a click leads, of all that are shown.
    private String shown() {
        return said("one.title + '|' + one.body + '|' + one.data.path");
    }

    /// The picture that they carry; empty: none.
    String picture() {
        return said("new URL(one.image || location.origin).pathname");
    }

    private String said(String what) {
        return String.valueOf(
                page.evaluate(
                        "navigator.serviceWorker.ready.then(at => at.getNotifications())"
                                + ".then(all => all.map(one => "
                                + what
                                + ").join())"));
    }

    void shows(String text) {
        shows(Pattern.compile(Pattern.quote(text)));
    }

    void shows(Pattern text) {
        var seen = new AtomicReference<String>("");
        try {
            Await.until(
                    "the notification",
                    SOON,
                    () -> {
                        seen.set(shown());
                        var there = text.matcher(seen.get()).matches();
                        if (!there) {
                            pushAgain();
                        }
                        return there;
                    });
        } catch (AssertionError late) {
            throw new AssertionError("expected " + text + ", shown is " + seen.get(), late);
        }
    }

    void showsThePicture(String path) {
        Await.until("the picture", SOON, () -> picture().equals(path));
    }

    /// A click on the one notification, as near as it can be had: no protocol clicks on what the
    /// system shows, so the worker is told in the browser's own words that it was clicked. What
    /// only a person's click may do is missing: to be waited for, to come to the front, to open a
    /// window.
    void click() {
        inTheWorker(
                """
                self.registration.getNotifications().then(([notification]) => {
                  const click = new NotificationEvent('notificationclick', {notification});
                  const done = [];
                  Object.defineProperty(click, 'waitUntil', {value: it => done.push(it)});
                  self.dispatchEvent(click);
                  return Promise.all(done).then(() => 'clicked');
                })\
                """,
                "clicked");
    }

    /// Runs the script in the worker, as its developer tools would: a page cannot.
    private void inTheWorker(String script, String expected) {
        var browser = page.context().browser().newBrowserCDPSession();
        var answer = new AtomicReference<String>("");
        browser.on(
                "Target.receivedMessageFromTarget",
                message -> {
                    var said = message.get("message").getAsString();
                    if (said.startsWith("{\"id\":")) { // and no news of its own
                        answer.set(said);
                    }
                });
        var attach = new JsonObject();
        attach.addProperty("targetId", worker(browser));
        attach.addProperty("flatten", false);
        var parameters = new JsonObject();
        parameters.addProperty("expression", script);
        parameters.addProperty("awaitPromise", true);
        var call = new JsonObject();
        call.addProperty("id", 1);
        call.addProperty("method", "Runtime.evaluate");
        call.add("params", parameters);
        var send = new JsonObject();
        send.add("sessionId", browser.send("Target.attachToTarget", attach).get("sessionId"));
        send.addProperty("message", call.toString());
        browser.send("Target.sendMessageToTarget", send);
        Await.until(
                "the worker's answer",
                SOON,
                () -> {
                    page.evaluate("1"); // lets the protocol's messages in
                    return !answer.get().isEmpty();
                });
        if (!answer.get().contains('"' + expected + '"')) {
            throw new AssertionError(answer.get());
        }
        browser.detach();
    }

    private String worker(CDPSession browser) {
        for (var each : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
            var one = each.getAsJsonObject();
            if (one.get("type").getAsString().equals("service_worker")
                    && one.get("url").getAsString().startsWith(house)) {
                return one.get("targetId").getAsString();
            }
        }
        throw new AssertionError("the worker is not at work");
    }
}
