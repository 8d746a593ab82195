package vigilar.web;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

import vigilar.access.CallerAddress;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Takes in what is posted, piece by piece as it comes, without blocking. The pieces are copied and
/// given back at once: one byte of a dribbled form would hold a whole buffer of the connection.
final class Posted implements Runnable {
    /// 512 bytes to begin with: most forms have a handful of fields.
    private static final int FIRST_BYTES = 512;

    private final Request request;
    private final Optional<Place> place;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = new byte[0];
    private int length;

    /// Where it is written down.
    private record Place(Desk desk, CallerAddress from) {}

    /// Why a form is not read to its end.
    static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unread(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    private Posted(Request request, Optional<Place> place) {
        this.request = request;
        this.place = place;
    }

    /// Fails with [Unread] if it is too large, or there is no room for it; with another exception
    /// if it does not come.
    ///
    /// @param from who sends it
    static CompletableFuture<byte[]> gathered(Request request, Desk desk, CallerAddress from) {
        return begun(new Posted(request, Optional.of(new Place(desk, from))));
    }

    /// Reads and forgets it; what is larger than the longest form is not waited for.
    static CompletableFuture<byte[]> forgotten(Request request) {
        return begun(new Posted(request, Optional.empty()));
    }

    private static CompletableFuture<byte[]> begun(Posted posted) {
        posted.run();
        return posted.whole;
    }

    @Override
    public void run() {
        try {
            read();
        } catch (RuntimeException | OutOfMemoryError failure) { // somebody waits for the end of it
            whole.completeExceptionally(failure);
        }
    }

    private void read() {
        while (true) {
            var piece = request.read();
            if (piece == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(piece)) {
                whole.completeExceptionally(piece.getFailure());
                return;
            }
            boolean last = piece.isLast();
            Optional<Problem> objection;
            try {
                objection = take(piece);
            } finally {
                piece.release();
            }
            if (objection.isPresent()) {
                whole.completeExceptionally(new Unread(objection.get()));
                return;
            }
            if (last) {
                whole.complete(Arrays.copyOf(bytes, place.isPresent() ? length : 0));
                return;
            }
        }
    }

    private Optional<Problem> take(Content.Chunk piece) {
        var from = piece.getByteBuffer();
        int more = from.remaining();
        int most = place.map(it -> it.desk().most()).orElse(Form.MOST_BYTES);
        if (more > most - length) {
            return Optional.of(Form.tooLarge(most));
        }
        if (place.isPresent()) {
            if (!hasRoom(length + more, most, place.get())) {
                return Optional.of(Problem.retryLater("too much is being sent at once", 5));
            }
            from.get(bytes, length, more);
        }
        length += more;
        return Optional.empty();
    }

    private boolean hasRoom(int needed, int most, Place at) {
        if (needed <= bytes.length) {
            return true;
        }
        int grown = Math.min(most, Math.max(needed, Math.max(FIRST_BYTES, 2 * bytes.length)));
        if (!at.desk().take(grown - bytes.length, at.from(), request)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, grown);
        return true;
    }
}
