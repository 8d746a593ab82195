package vigilar.bench.field;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// What devices were promised: each acknowledgement, on disk and synced before it counts. Safe for
/// all threads.
public final class Ledger implements AutoCloseable {
    /// 65,536 lines may wait for one sync; beyond it devices wait.
    private static final int WAITING = 1 << 16;

    private static final Line END = new Line(Optional.empty(), 0);

    private final FileChannel file;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING);
    private final List<Promise> promises = new ArrayList<>();
    private final List<Message> again = new ArrayList<>();
    private final Thread writer;

    private record Line(Optional<Message> message, long micros) {}

    /// A message that was acknowledged.
    ///
    /// @param micros when the acknowledgement had come, by [Clock]
    public record Promise(Message message, long micros) {}

    public Ledger(Path path) {
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new Trouble("no ledger", failure);
        }
        writer = Thread.ofPlatform().name("ledger").start(this::write);
    }

    /// @param micros when the acknowledgement had come, by [Clock]
    public void acknowledged(Message message, long micros) {
        try {
            waiting.put(new Line(Optional.of(message), micros));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// It was sent a second time: whether the first had arrived nobody knows.
    void sentAgain(Message message) {
        synchronized (again) {
            again.add(message);
        }
    }

    private void write() {
        var lines = new ArrayList<Line>();
        try {
            for (boolean last = false; !last; lines.clear()) {
                lines.add(waiting.take());
                waiting.drainTo(lines);
                last = lines.remove(END);
                store(lines);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new Trouble("the ledger cannot be written", failure);
        }
    }

    private void store(List<Line> lines) throws IOException {
        var text = new StringBuilder();
        var kept = new ArrayList<Promise>();
        for (var line : lines) {
            var message = line.message.orElseThrow();
            text.append("acked ").append(message.device()).append(' ');
            text.append(message.n()).append(' ').append(line.micros).append('\n');
            kept.add(new Promise(message, line.micros));
        }
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
        synchronized (promises) {
            promises.addAll(kept);
        }
    }

    /// All so far, in the order in which they were written.
    public List<Promise> promises() {
        synchronized (promises) {
            return List.copyOf(promises);
        }
    }

    public int size() {
        synchronized (promises) {
            return promises.size();
        }
    }

    public List<Message> sentAgain() {
        synchronized (again) {
            return List.copyOf(again);
        }
    }

    @Override
    public void close() {
        try {
            waiting.put(END);
            writer.join();
            file.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new Trouble("the ledger cannot be closed", failure);
        }
    }
}
