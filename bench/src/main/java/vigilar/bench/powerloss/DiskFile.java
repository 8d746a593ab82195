package vigilar.bench.powerloss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// One file: what is surely on the disk, and what may be.
final class DiskFile {
    /// 512 bytes: what a disk writes whole or not at all.
    private static final int SECTOR = 512;

    private byte[] sure = new byte[0];
    private final List<Op> maybe = new ArrayList<>();

    void did(Op op) {
        maybe.add(op);
    }

    /// All that was done before is on the disk.
    void synced() {
        var content = new Content(sure);
        maybe.forEach(content::apply);
        sure = content.bytes();
        maybe.clear();
    }

    /// What the disk may hold: each write since the last sync is there, is not, or is torn.
    byte[] afterPowerLoss(Random chance) {
        var content = new Content(sure);
        for (var op : maybe) {
            switch (chance.nextInt(3)) {
                case 0 -> {} // lost
                case 1 -> content.apply(op);
                default -> content.tear(op, chance);
            }
        }
        return content.bytes();
    }

    private static final class Content {
        private byte[] bytes;
        private int size;

        Content(byte[] from) {
            bytes = from.clone();
            size = from.length;
        }

        void apply(Op op) {
            switch (op) {
                case Op.Wrote(_, _, var offset, var data) ->
                        write(Math.toIntExact(offset), data, 0, data.length);
                case Op.Resized(_, _, var to) -> resize(Math.toIntExact(to));
                case Op.Opened(_, _, var emptied) -> resize(emptied ? 0 : size);
                case Op.Synced _, Op.Renamed _, Op.Removed _, Op.FolderMade _ ->
                        throw new IllegalStateException("nothing of a file's content: " + op);
            }
        }

        /// Some of its sectors.
        void tear(Op op, Random chance) {
            if (!(op instanceof Op.Wrote(_, _, var offset, var data))) {
                return;
            }
            for (int at = 0; at < data.length; ) {
                int end = (int) Math.min(data.length, at + SECTOR - (offset + at) % SECTOR);
                if (chance.nextBoolean()) {
                    write(Math.toIntExact(offset) + at, data, at, end - at);
                }
                at = end;
            }
        }

        private void write(int offset, byte[] data, int from, int count) {
            if (offset + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(offset + count, bytes.length * 2));
            }
            System.arraycopy(data, from, bytes, offset, count);
            size = Math.max(size, offset + count);
        }

        private void resize(int to) {
            if (to < size) {
                Arrays.fill(bytes, to, size, (byte) 0);
            } else if (to > bytes.length) {
                bytes = Arrays.copyOf(bytes, to);
            }
            size = to;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }
    }
}
