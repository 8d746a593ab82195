package vigilar.bench.measure;

/// What makes a message known again wherever it comes out: `#vb3-07-000000123;` – the third run,
/// the eighth publisher, its 124th message. No format on the way has to escape any of it, so a
/// viewer finds it in the bytes of whatever the contender makes of the message.
final class Mark {
    static final byte[] PREFIX = {'#', 'v', 'b'};

    private Mark() {}

    static String of(int run, int publisher, int n) {
        return "#vb" + run + "-" + publisher + "-" + n + ";";
    }

    /// A device's message with its mark, some hundred bytes as they usually have.
    static String payload(int run, int publisher, int n) {
        return "{\"ts\":"
                + System.currentTimeMillis()
                + ",\"battery\":87,\"linkquality\":120,\"mark\":\""
                + of(run, publisher, n)
                + "\"}";
    }

    /// Finds marks in a stream of bytes, wherever it is cut into pieces. Holds some ten bytes, so
    /// that ten thousand viewers each have one.
    static final class Finder {
        private int prefix;
        private int field;
        private int run;
        private int publisher;
        private int n;

        /// True when a mark ends with this byte.
        boolean take(byte next) {
            if (prefix < PREFIX.length) {
                prefix = next == PREFIX[prefix] ? prefix + 1 : next == PREFIX[0] ? 1 : 0;
                run = publisher = n = field = 0;
                return false;
            }
            if (next >= '0' && next <= '9') {
                digit(next - '0');
                return false;
            }
            if (next == '-' && field < 2) {
                field++;
                return false;
            }
            prefix = 0;
            return next == ';' && field == 2;
        }

        private void digit(int digit) {
            switch (field) {
                case 0 -> run = run * 10 + digit;
                case 1 -> publisher = publisher * 10 + digit;
                default -> n = n * 10 + digit;
            }
        }

        int run() {
            return run;
        }

        int publisher() {
            return publisher;
        }

        int n() {
            return n;
        }
    }
}
