package vigilar.pictures;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Takes a body into a file, and hangs up when it grows beyond its bound, whatever length was
/// announced.
final class CappedBody implements BodySubscriber<Path> {
    private final BodySubscriber<Path> file;
    private long left;
    private Flow.Subscription line = new NoLine();

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

    @Override
    public CompletionStage<Path> getBody() {
        return file.getBody();
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
            file.onError(new TooLarge());
        } else {
            file.onNext(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        file.onError(failure);
    }

    @Override
    public void onComplete() {
        if (left >= 0) {
            file.onComplete();
        }
    }
}
