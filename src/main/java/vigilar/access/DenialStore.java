package vigilar.access;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.List;

/// What was refused at the broker, as rows: one for each thing tried, with a count.
final class DenialStore {
    /// 20 of one device, and of all strangers together: what one looks at while setting it up. Who
    /// tries everything does not push out what others were refused.
    private static final int MOST_EACH = 20;

    /// 200 in all.
    private static final int MOST = 200;

    private DenialStore() {}

    static void add(Handle rows, DeviceDenial denial) {
        rows.execute(
                """
                INSERT INTO device_denial (device, address, topic, why, times, last_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (device, address, topic, why)
                DO UPDATE SET times = times + excluded.times, last_ms = excluded.last_ms\
                """,
                denial.device(),
                denial.address(),
                denial.topic(),
                denial.why(),
                denial.times(),
                denial.last().toEpochMilli());
        rows.execute(
                """
                DELETE FROM device_denial WHERE device = ? AND id NOT IN
                    (SELECT id FROM device_denial WHERE device = ? ORDER BY last_ms DESC, id DESC LIMIT ?)\
                """,
                denial.device(),
                denial.device(),
                MOST_EACH);
        rows.execute(
                """
                DELETE FROM device_denial WHERE id NOT IN
                    (SELECT id FROM device_denial ORDER BY last_ms DESC, id DESC LIMIT ?)\
                """,
                MOST);
    }

    static List<DeviceDenial> latest(Handle rows) {
        return rows.createQuery(
                        "SELECT device, address, topic, why, times, last_ms FROM device_denial"
                                + " ORDER BY last_ms DESC, id DESC")
                .map(
                        (row, _) ->
                                new DeviceDenial(
                                        row.getString("device"),
                                        row.getString("address"),
                                        row.getString("topic"),
                                        row.getString("why"),
                                        row.getLong("times"),
                                        Instant.ofEpochMilli(row.getLong("last_ms"))))
                .list();
    }

    /// Of a login that is no more.
    static void forget(Handle rows, String device) {
        rows.execute("DELETE FROM device_denial WHERE device = ?", device);
    }
}
