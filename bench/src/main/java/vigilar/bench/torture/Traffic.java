package vigilar.bench.torture;

import vigilar.bench.field.Account;
import vigilar.bench.field.Await;
import vigilar.bench.field.Checker;
import vigilar.bench.field.House;
import vigilar.bench.field.Lapse;
import vigilar.bench.field.Ledger;
import vigilar.bench.field.Message;
import vigilar.bench.field.Publisher;
import vigilar.bench.field.Store;
import vigilar.bench.field.Talker;
import vigilar.bench.field.Trouble;
import vigilar.bench.field.Verdict;
import vigilar.bench.field.Viewers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What goes on in a house while it is hurt: ten devices that speak, five viewers that follow, and
/// the checker at the end. Whoever starts the house again tells it by [#movedTo].
final class Traffic implements AutoCloseable {
    static final int DEVICES = 10;
    static final int VIEWERS = 5;

    /// 200 a second in all: twenty times what a large home says.
    static final double USUAL = 200;

    /// 90 s: until a house that came back has caught up, on a machine with other things to do.
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /// 10 s: for whoever expects that something is missing for good.
    static final Duration SOON = Duration.ofSeconds(10);

    /// 2 s: what waits in a broker beside a house that is well was acknowledged within the last
    /// milliseconds, and a Mosquitto that is set up as the guide says writes it down once a second.
    static final long LAST_WORDS_MICROS = 2_000_000;

    private final String run;
    private volatile House house;
    private final Path store;
    private final long begin;
    private final Ledger ledger;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Talker> talkers = new ArrayList<>();
    private final Viewers viewers;
    private final List<Lapse> lapses = new CopyOnWriteArrayList<>();
    private final boolean isLong;

    /// Begins at once.
    Traffic(Grounds grounds, House first, double perSecond) {
        run = "t" + Long.toString(System.nanoTime(), 36);
        house = first;
        isLong = grounds.isFull();
        store = first.store();
        begin = head();
        ledger = new Ledger(grounds.folder().resolve("ledger"));
        viewers =
                Viewers.open(
                        () -> house.http(),
                        VIEWERS,
                        "",
                        Long.toString(begin),
                        (_, _, _, _, _) -> {});
        for (int i = 0; i < DEVICES; i++) {
            var name = run + "-" + i;
            var publisher = new Publisher(name, () -> house.mqtt(), ledger);
            publishers.add(publisher);
            talkers.add(
                    new Talker(name, run, first.prefix(), publisher, perSecond / DEVICES * 5 / 6));
        }
        Await.until("the first words are heard", PATIENCE, () -> viewers.slowest() > begin);
    }

    String run() {
        return run;
    }

    House house() {
        return house;
    }

    List<Publisher> publishers() {
        return publishers;
    }

    /// How many messages of the ten devices the broker said no to.
    long refused() {
        return publishers.stream().mapToLong(Publisher::refused).sum();
    }

    Viewers viewers() {
        return viewers;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Whether there is time for what takes long.
    boolean isLong() {
        return isLong;
    }

    void movedTo(House again) {
        house = again;
    }

    /// A message of a device that is not one of the ten.
    Message message(String device, long n, String more) {
        return message(device, n, more, Duration.ZERO);
    }

    /// @param ahead of ours is the clock of the device
    Message message(String device, long n, String more, Duration ahead) {
        return new Message(
                device,
                n,
                house.prefix() + "/sensor/" + device + "/motion",
                "{\"ts\":%d,\"run\":\"%s\",\"n\":%d%s}"
                        .formatted(System.currentTimeMillis() + ahead.toMillis(), run, n, more),
                Message.Kind.NUMBERED);
    }

    /// Somebody else saw an acknowledgement.
    void promised(Message message, long micros) {
        ledger.acknowledged(message, micros);
    }

    /// What was acknowledged then may be lost, by the design of what was hurt.
    ///
    /// @param from by [vigilar.bench.field.Clock], as is the other
    void mayLose(long from, long to) {
        lapses.add(new Lapse(from, to, false));
    }

    /// The same of a broker that goes on from what it had written down a little earlier, and says
    /// all of it again that we had acknowledged since.
    void mayLoseOrRepeat(long from, long to) {
        lapses.add(new Lapse(from, to, true));
    }

    /// Says so many messages of that size, and returns when all are acknowledged.
    void large(int count, int bytes) {
        var device = run + "-large" + ledger.size();
        var more = ",\"more\":\"" + "x".repeat(bytes) + "\"";
        try (var speaker = new Publisher(device, () -> house.mqtt(), ledger)) {
            for (int n = 0; n < count; n++) {
                speaker.say(message(device, n, more));
            }
            Await.until("all of it is taken", PATIENCE, () -> speaker.underWay() == 0);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// The newest event that is stored.
    long head() {
        try (var now = new Store(store)) {
            return now.head();
        }
    }

    /// Goes on until so many more were acknowledged, so that there is something to lose.
    void more(int count) {
        int now = ledger.size();
        Await.until(count + " more acknowledgements", PATIENCE, () -> ledger.size() >= now + count);
    }

    /// Waits until the house says that all is well, takes what devices say and shows it.
    ///
    /// @return how long that took
    Duration recovered() {
        return recovered(PATIENCE);
    }

    Duration recovered(Duration patience) {
        long began = System.nanoTime();
        Await.until("ready again", patience, () -> house.isReady());
        int acknowledged = ledger.size();
        Await.until("new acknowledgements", patience, () -> ledger.size() > acknowledged + DEVICES);
        long head = head();
        Await.until("all viewers there again", patience, () -> viewers.slowest() >= head);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Verdict end() {
        return end(PATIENCE);
    }

    /// Hushes the devices, waits until all is stored and seen, and has it checked.
    Verdict end(Duration patience) {
        talkers.forEach(Talker::hush);
        boolean allSaid =
                Await.holds(PATIENCE, () -> publishers.stream().allMatch(it -> it.underWay() == 0));
        if (!allSaid) {
            throw new Trouble("devices still wait for acknowledgements");
        }
        Await.holds(patience, () -> judge().isWell());
        return judge();
    }

    private Verdict judge() {
        try (var now = new Store(store)) {
            return Checker.check(run, ledger, lapses, now.after(begin), viewers.accounts());
        }
    }

    /// What the viewers have to say, in few words.
    String viewersInShort() {
        var accounts = viewers.accounts();
        long breaches = accounts.stream().filter(it -> !it.breaches().isEmpty()).count();
        long events = accounts.stream().mapToLong(Account::events).sum();
        return breaches == 0
                ? "%d x %d, each once, in order".formatted(VIEWERS, events / VIEWERS)
                : breaches + " of " + VIEWERS + " saw a breach";
    }

    @Override
    public void close() {
        talkers.forEach(Talker::close);
        publishers.forEach(Publisher::close);
        viewers.close();
        ledger.close();
    }
}
