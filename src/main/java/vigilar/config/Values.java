package vigilar.config;

import vigilar.arming.ZoneSettings;
import vigilar.intake.OwnDevice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said, each with where it was said; what is said later wins.
final class Values {
    private record Said(Object value, String where) {}

    private final Map<Key<?>, Said> said = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<ZoneBlock> zones = new ArrayList<>();

    /// Takes the raw value if it is of the right kind, else says what is wrong with it.
    Optional<Complaint> put(Key<?> key, Object raw, Path base, String where) {
        try {
            said.put(key, new Said(key.kind().read().apply(raw, base), where));
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(new Complaint(where, key.name() + ": " + wrong.getMessage()));
        }
    }

    /// A `[[device]]` block and where it begins.
    record Block(OwnDevice device, String where) {}

    void add(Block block) {
        blocks.add(block);
    }

    /// A `[[zone]]` block and where it begins.
    record ZoneBlock(ZoneSettings zone, String where) {}

    void add(ZoneBlock block) {
        zones.add(block);
    }

    List<ZoneBlock> zones() {
        return List.copyOf(zones);
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(said.get(key)).map(it -> key.kind().type().cast(it.value()));
    }

    /// Where it was said: a place in the file or an option; empty when nobody said anything.
    Optional<String> where(Key<?> key) {
        return Optional.ofNullable(said.get(key)).map(Said::where);
    }
}
