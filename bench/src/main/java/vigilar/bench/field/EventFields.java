package vigilar.bench.field;

import java.util.Arrays;

/// Puts the messages of `text/event-stream` together, as the HTML standard says.
final class EventFields {
    /// What is told of the stream.
    interface Ear {
        /// A message was complete. The data is valid during this call only.
        void message(String event, String id, byte[] data, int length);

        /// The id changed without a message.
        void idOnly(String id);

        /// So long the house wants a browser to wait before a reconnect.
        void retry(long millis);
    }

    private final Ear ear;
    private final Line line = new Line();
    private byte[] data = new byte[512];
    private int length;
    private boolean hasData;
    private boolean newId;
    private String event = "";
    private String id = "";

    EventFields(Ear ear) {
        this.ear = ear;
    }

    void take(byte next) {
        if (line.endsWith(next)) {
            field();
            line.clear();
        }
    }

    private void field() {
        if (line.length() == 0) {
            dispatch();
        } else if (line.startsWith("id:")) {
            id = line.valueAfter("id:");
            newId = true;
        } else if (line.startsWith("data:")) {
            addData();
        } else if (line.startsWith("event:")) {
            event = line.valueAfter("event:");
        } else if (line.startsWith("retry:")) {
            ear.retry(Long.parseLong(line.valueAfter("retry:")));
        }
    }

    private void addData() {
        if (length + line.length() > data.length) {
            data = Arrays.copyOf(data, length + 2 * line.length());
        }
        if (hasData) {
            data[length++] = '\n';
        }
        length += line.copyValueAfter("data:", data, length);
        hasData = true;
    }

    private void dispatch() {
        if (hasData) {
            ear.message(event, id, data, length);
        } else if (newId) {
            ear.idOnly(id);
        }
        hasData = false;
        newId = false;
        length = 0;
        event = "";
    }
}
