package vigilar.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import vigilar.arming.ZoneSettings;
import vigilar.intake.OwnDevice;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one TOML file into values, and complains about all that is wrong in it at once.
final class ConfigFile {
    /// 1 MiB: a thousand times what a home needs; a wrong file is noticed before it fills memory.
    private static final long MOST_BYTES = 1L << 20;

    private final Path file;
    private final Path folder;
    private final Values values;
    private final List<Complaint> complaints;

    ConfigFile(Path file, Values values, List<Complaint> complaints) {
        this.file = file;
        this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        this.values = values;
        this.complaints = complaints;
    }

    void read() {
        TomlParseResult toml;
        try {
            if (Files.size(file) > MOST_BYTES) {
                complain("larger than 1 MiB: that is no config");
                return;
            }
            toml = Toml.parse(file);
        } catch (NoSuchFileException _) {
            complain("cannot be read: there is no such file");
            return;
        } catch (CharacterCodingException _) {
            complain("cannot be read: it is not UTF-8 text");
            return;
        } catch (IOException unreadable) {
            complain("cannot be read: " + unreadable.getMessage());
            return;
        }
        read(toml);
    }

    /// As if that stood in the file.
    void read(String text) {
        read(Toml.parse(text));
    }

    private void read(TomlParseResult toml) {
        if (toml.hasErrors()) {
            toml.errors()
                    .forEach(
                            error ->
                                    complaints.add(
                                            new Complaint(
                                                    at(error.position()),
                                                    String.valueOf(error.getMessage()))));
            return;
        }
        readTable(toml, List.of());
    }

    private void readTable(TomlTable table, List<String> path) {
        for (var word : table.keySet()) {
            var here = new ArrayList<>(path);
            here.add(word);
            var name = String.join(".", here);
            var raw = table.get(List.of(word));
            var where = at(table.inputPositionOf(List.of(word)));
            var key = ConfigKeys.named(name);
            if (raw == null) {
                continue;
            }
            if (name.equals(DeviceBlocks.NAME)) {
                TomlBlock.each(
                        name,
                        raw,
                        where,
                        OwnDevice.MOST,
                        "; one block with + can speak for many",
                        complaints,
                        this::at,
                        new DeviceBlocks(values)::read);
            } else if (name.equals(ZoneBlocks.NAME)) {
                TomlBlock.each(
                        name,
                        raw,
                        where,
                        ZoneSettings.MOST,
                        "",
                        complaints,
                        this::at,
                        new ZoneBlocks(values)::read);
            } else if (key.isPresent()) {
                values.put(key.get(), raw, folder, where).ifPresent(complaints::add);
            } else if (raw instanceof TomlTable inner && ConfigKeys.isTable(name)) {
                readTable(inner, here);
            } else {
                complaints.add(new Complaint(where, unknown(name, raw instanceof TomlTable)));
            }
        }
    }

    private static String unknown(String name, boolean table) {
        if (!table && ConfigKeys.isTable(name)) {
            return name + " is a table: write [" + name + "] on a line of its own";
        }
        var known = new ArrayList<String>();
        if (table) {
            known.add(DeviceBlocks.NAME);
            known.add(ZoneBlocks.NAME);
        }
        for (var key : ConfigKeys.ALL) {
            if (!table) {
                known.add(key.name());
            } else if (!key.table().isEmpty()) {
                known.add(key.table());
            }
        }
        var kind = table ? "unknown table " : "unknown key ";
        return kind
                + name
                + Suggestion.near(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private void complain(String what) {
        complaints.add(new Complaint(file.toString(), what));
    }

    private String at(@Nullable TomlPosition position) {
        return position == null
                ? file.toString()
                : file + ":" + position.line() + ":" + position.column();
    }
}
