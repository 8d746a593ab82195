package vigilar.names;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;

import java.util.HashMap;
import java.util.Map;

/// The nameplates as rows.
final class NameplateStore {
    private NameplateStore() {}

    static Map<SourceId, Nameplate> all(Handle rows) {
        var plates = new HashMap<SourceId, Nameplate>();
        rows.createQuery("SELECT source, name, area, location, hidden FROM nameplate")
                .map(
                        (row, _) ->
                                new Nameplate(
                                        new SourceId(row.getString(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        Location.of(row.getString(4)),
                                        row.getBoolean(5)))
                .forEach(plate -> plates.put(plate.source(), plate));
        return Map.copyOf(plates);
    }

    static void move(Handle rows, SourceId from, SourceId to) {
        rows.execute(
                "UPDATE OR IGNORE nameplate SET source = ? WHERE source = ?",
                to.value(),
                from.value());
        rows.execute("DELETE FROM nameplate WHERE source = ?", from.value());
    }

    /// One that says nothing is taken down.
    static void hang(Handle rows, Nameplate plate) {
        if (plate.equals(Nameplate.blank(plate.source()))) {
            rows.execute("DELETE FROM nameplate WHERE source = ?", plate.source().value());
            return;
        }
        rows.execute(
                "INSERT INTO nameplate (source, name, area, location, hidden) VALUES (?, ?, ?, ?,"
                        + " ?) ON CONFLICT (source) DO UPDATE SET name = excluded.name, area ="
                        + " excluded.area, location = excluded.location, hidden = excluded.hidden",
                plate.source().value(),
                plate.name(),
                plate.area(),
                plate.location().map(Location::word).orElse(""),
                plate.hidden());
    }
}
