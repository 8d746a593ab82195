package vigilar.web;

import org.eclipse.jetty.server.Request;

import vigilar.access.CallerAddress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How much of what is posted may lie in memory, of each form and of all that are not answered yet.
/// Each connection may begin forms and never end them; without a bound for all together some
/// thousand connections would fill the heap, and the broker and intake live in the same. Of those
/// who have not signed in each address has a share, so that one alone does not take the room of all
/// others. Safe for any number of threads.
final class Desk {
    /// 8 KiB of somebody who has not signed in: two passwords of 200 characters in any writing, of
    /// which each is written as twelve.
    static final int STRANGER_BYTES = 8 << 10;

    /// 8 MiB of all who have not: a thousand at a time sign in, and a heap of 512 MB feels nothing.
    private static final long STRANGERS_BYTES = 8L << 20;

    /// 1 MiB of one address: 128 of their longest forms at a time, some thousand that sign in, also
    /// where a proxy hides a whole household behind one address; seven others find room beside it.
    private static final long STRANGER_SHARE_BYTES = 1L << 20;

    /// 16 MiB of all others, apart, so that no stranger keeps the house from answering its people:
    /// 256 of the longest forms at a time.
    private static final long KNOWN_BYTES = 16L << 20;

    private final int most;
    private final long mostOfOne;
    private final long mostOfAll;
    private final AtomicLong taken = new AtomicLong();

    /// Only of addresses that have something here, so there are no more of them than forms.
    private final Map<CallerAddress, Long> shares = new ConcurrentHashMap<>();

    private Desk(int most, long mostOfOne, long mostOfAll) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
    }

    static Desk forStrangers() {
        return new Desk(STRANGER_BYTES, STRANGER_SHARE_BYTES, STRANGERS_BYTES);
    }

    /// Without shares: they are known, and whoever lives here may sit behind one address.
    static Desk forPeople() {
        return new Desk(Form.MOST_BYTES, KNOWN_BYTES, KNOWN_BYTES);
    }

    /// The longest form.
    int most() {
        return most;
    }

    /// Takes so much until the request is answered; false if there is no room for it.
    ///
    /// @param from who sends it
    boolean take(int bytes, CallerAddress from, Request request) {
        long share = shares.merge(from, (long) bytes, Long::sum);
        if (taken.addAndGet(bytes) > mostOfAll || share > mostOfOne) {
            giveBack(bytes, from);
            return false;
        }
        Request.addCompletionListener(request, _ -> giveBack(bytes, from));
        return true;
    }

    private void giveBack(int bytes, CallerAddress from) {
        taken.addAndGet(-bytes);
        shares.computeIfPresent(from, (_, share) -> share > bytes ? share - bytes : null);
    }
}
