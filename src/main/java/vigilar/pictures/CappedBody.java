package vigilar.pictures;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Takes a body into a file, and hangs up when it grows beyond its bound, whatever length was
/// announced.
final class CappedBody implements BodySubscriber<Path> {
    private final BodySubscriber<Path> file;
    private long left;
    private Flow.Subscription line = new NoLine();

    /// By Frigate, or by us: then the file has failed for that.
    private volatile boolean hungUp;

    CappedBody(BodySubscriber<Path> file, long most) {
        this.file = file;
        this.left = most;
    }

    /// The body was larger than it may be.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("larger than it may be");
        }
    }

    private static final class NoLine implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    /// The file could not be written, as on a full disk: nothing that Frigate did.
    static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1;

        NotWritten(Throwable failure) {
            super("what Frigate sends cannot be written to disk: " + failure.getMessage(), failure);
        }
    }

    @Override
    public CompletionStage<Path> getBody() {
        return file.getBody()
                .handle(
                        (path, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(
                                        hungUp ? failure : new NotWritten(failure));
                            }
                            return path;
                        });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        line = subscription;
        file.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        if (left < 0) {
            return; // what was under way when we hung up
        }
        left -= part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left < 0) {
            line.cancel();
            onError(new TooLarge());
        } else {
            file.onNext(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        hungUp = true;
        file.onError(failure);
    }

    @Override
    public void onComplete() {
        if (left >= 0) {
            file.onComplete();
        }
    }
}
