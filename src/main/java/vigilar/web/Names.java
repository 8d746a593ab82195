package vigilar.web;

import vigilar.event.SourceId;
import vigilar.names.Nameplate;
import vigilar.names.Nameplates;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the devices are called on a page: by the people of the house, else as their producers say,
/// else by their ids. words.js has the same rules.
///
/// @param plates by people
/// @param said by producers
record Names(Map<SourceId, Nameplate> plates, Map<SourceId, String> said) {
    static final Names NONE = new Names(Map.of(), Map.of());

    Names {
        plates = Map.copyOf(plates);
        said = Map.copyOf(said);
    }

    /// As people call it; goes before what an event says itself.
    Optional<String> given(SourceId source) {
        return Optional.ofNullable(plates.get(source))
                .map(Nameplate::name)
                .filter(name -> !name.isEmpty());
    }

    /// As its producer calls it.
    Optional<String> said(SourceId source) {
        return Optional.ofNullable(said.get(source));
    }

    /// The name of a device in a list: "Kitchen window".
    String of(SourceId source) {
        return given(source)
                .or(() -> said(source).map(Words::quote))
                .orElseGet(() -> Words.readable(source.value()));
    }

    /// The room or place that people gave it.
    Optional<String> area(SourceId source) {
        return Optional.ofNullable(plates.get(source))
                .map(Nameplate::area)
                .filter(area -> !area.isEmpty());
    }

    /// For the browser: name, what its producer says, area; each only where there is one.
    Map<String, Map<String, String>> asJson() {
        var all = new TreeMap<String, Map<String, String>>();
        said.forEach((source, name) -> at(all, source).put("said", name));
        plates.forEach(
                (source, plate) -> {
                    if (!plate.name().isEmpty()) {
                        at(all, source).put("name", plate.name());
                    }
                    if (!plate.area().isEmpty()) {
                        at(all, source).put("area", plate.area());
                    }
                });
        return all;
    }

    private static Map<String, String> at(Map<String, Map<String, String>> all, SourceId source) {
        return all.computeIfAbsent(source.value(), _ -> new TreeMap<>());
    }

    /// Asked for each page: a name that was changed a moment ago holds.
    static Names now(Optional<KnownDevices> devices) {
        return devices.map(known -> new Names(known.plates().all(), known.log().names()))
                .orElse(NONE);
    }

    /// The type of the event that says that they have changed.
    static String changedBy() {
        return Nameplates.CHANGED.name();
    }
}
