package vigilar.web;

import org.eclipse.jetty.server.Request;

import java.util.concurrent.atomic.AtomicLong;

/// How much of what is posted may lie in memory, of each form and of all that are not answered yet.
/// Each connection may begin forms and never end them; without a bound for all together some
/// thousand connections would fill the heap, and the broker and intake live in the same. Safe for
/// any number of threads.
final class Desk {
    /// 8 KiB of somebody who has not signed in: two passwords of 200 characters in any writing, of
    /// which each is written as twelve.
    static final int STRANGER_BYTES = 8 << 10;

    /// 8 MiB of all who have not: a thousand at a time sign in, and a heap of 512 MB feels nothing.
    private static final long STRANGERS_BYTES = 8L << 20;

    /// 16 MiB of all others, apart, so that no stranger keeps the house from answering its people:
    /// 256 of the longest forms at a time.
    private static final long KNOWN_BYTES = 16L << 20;

    private final int most;
    private final long mostOfAll;
    private final AtomicLong taken = new AtomicLong();

    private Desk(int most, long mostOfAll) {
        this.most = most;
        this.mostOfAll = mostOfAll;
    }

    static Desk forStrangers() {
        return new Desk(STRANGER_BYTES, STRANGERS_BYTES);
    }

    static Desk forPeople() {
        return new Desk(Form.MOST_BYTES, KNOWN_BYTES);
    }

    /// The longest form.
    int most() {
        return most;
    }

    /// Takes so much until the request is answered; false if there is no room for it.
    boolean take(int bytes, Request request) {
        if (taken.addAndGet(bytes) > mostOfAll) {
            taken.addAndGet(-bytes);
            return false;
        }
        Request.addCompletionListener(request, _ -> taken.addAndGet(-bytes));
        return true;
    }
}
