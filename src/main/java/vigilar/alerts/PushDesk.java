package vigilar.alerts;

import vigilar.event.Severity;
import vigilar.storage.Database;
import vigilar.text.PlainText;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import javax.net.ssl.SSLContext;

/// Where browsers subscribe and people look after their devices. Safe for any number of threads;
/// what changes rows returns once it is durable.
///
/// All of it may throw a [java.util.concurrent.CompletionException] when the store cannot be
/// written.
public final class PushDesk {
    /// 64 devices: a household, with some to spare; each event looks at them all.
    private static final int MOST_SUBSCRIBERS = 64;

    /// 64 characters: a line on a phone.
    private static final int MOST_NAME_CHARACTERS = 64;

    /// Who asks: each looks after their own devices, an owner after all.
    ///
    /// @param person their number; 0 in an open house
    /// @param all also those of others
    public record Asking(long person, boolean all) {}

    /// What came of a wish to be told.
    public sealed interface Outcome {
        record Subscribed(long id) implements Outcome {}

        /// @param why in words for people
        record Refused(String why) implements Outcome {}
    }

    /// What came of the test button.
    ///
    /// @param delivered true if the push service has it
    /// @param words for people
    public record Tried(boolean delivered, String words) {}

    private final PushStore store;
    private final PushSettings settings;
    private final Courier courier;
    private final SafeAddresses addresses;
    private final InstantSource clock;

    PushDesk(
            PushStore store,
            PushSettings settings,
            Courier courier,
            SafeAddresses addresses,
            InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.courier = courier;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// The desk of a house.
    public static PushDesk of(Database database, PushSettings settings, InstantSource clock) {
        return new PushDesk(
                new PushStore(database),
                settings,
                courier(settings, clock),
                addresses(settings),
                clock);
    }

    private static SafeAddresses addresses(PushSettings settings) {
        return new SafeAddresses(InetAddress::getAllByName, settings.allowPrivate());
    }

    static Courier courier(PushSettings settings, InstantSource clock) {
        try {
            return new Courier(
                    SSLContext.getDefault(),
                    addresses(settings),
                    HouseKey.of(settings.dataFolder()),
                    settings.subject(),
                    clock,
                    Courier.PATIENCE);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no TLS", missing);
        }
    }

    /// What the browser's `subscribe` wants as applicationServerKey, in base64url.
    public String key() {
        return HouseKey.of(settings.dataFolder()).known();
    }

    /// False while a push service that has something to say could write to nobody.
    public boolean hasContact() {
        return settings.subject().reachesSomebody();
    }

    /// Takes a browser's subscription; one that is known is renewed.
    ///
    /// @param p256dh and `auth` in base64url, as the browser gives them
    public Outcome subscribe(
            Asking asking,
            String endpoint,
            String p256dh,
            String auth,
            String name,
            Severity threshold) {
        try {
            var checked = Endpoint.read(endpoint);
            var keys = BrowserKeys.read(p256dh, auth);
            addresses.of(checked.host());
            return store.subscribe(
                            asking.person(),
                            checked,
                            keys,
                            tidy(name),
                            threshold,
                            clock.instant(),
                            MOST_SUBSCRIBERS)
                    .join()
                    .<Outcome>map(Outcome.Subscribed::new)
                    .orElseGet(
                            () ->
                                    new Outcome.Refused(
                                            "there are %d devices already; remove one"
                                                    .formatted(MOST_SUBSCRIBERS)));
        } catch (IllegalArgumentException | SafeAddresses.Forbidden refused) {
            return new Outcome.Refused(String.valueOf(refused.getMessage()));
        } catch (UnknownHostException _) {
            return new Outcome.Refused("this house cannot find the push service; is it online?");
        }
    }

    /// One line, without what could play tricks on the page.
    private static String tidy(String name) {
        var plain = PlainText.line(name);
        if (plain.isEmpty() || plain.length() > MOST_NAME_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a name has 1 to %d characters".formatted(MOST_NAME_CHARACTERS));
        }
        return plain;
    }

    /// The devices that they look after, the oldest first.
    public List<Subscriber> subscribers(Asking asking) {
        return store.subscribers(asking);
    }

    /// False if there is no such device.
    ///
    /// @throws IllegalArgumentException in words, when the name does not do
    public boolean rename(Asking asking, long id, String name) {
        return store.mayChange(asking, id) && store.rename(id, tidy(name)).join();
    }

    /// Tells the device from that severity on; false if there is no such device.
    public boolean tellFrom(Asking asking, long id, Severity threshold) {
        return store.mayChange(asking, id) && store.tellFrom(id, threshold).join();
    }

    /// With all that it is still owed; false if there is no such device.
    public boolean remove(Asking asking, long id) {
        return store.mayChange(asking, id) && store.remove(id).join();
    }

    /// Sends a test at once, without a second try; blocks up to 20 s.
    public Tried test(Asking asking, long id) {
        var to =
                store.mayChange(asking, id)
                        ? store.address(id)
                        : java.util.Optional.<Address>empty();
        if (to.isEmpty()) {
            return new Tried(false, "there is no such device");
        }
        var letter = Letter.test();
        var answer = courier.deliver(letter, letter.postage().keep(), to.get());
        Instant now = clock.instant();
        var delivered = answer instanceof Answer.Taken;
        store.tries.tested(id, now, delivered, answer.words()).join();
        if (answer instanceof Answer.Gone) {
            store.remove(id).join();
        }
        return new Tried(delivered, answer.words());
    }
}
