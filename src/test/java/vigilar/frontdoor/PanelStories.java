package vigilar.frontdoor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Stories that are told one after the other in one house; each begins when all is quiet there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PanelStories {
    PanelHouse house;

    abstract PanelHouse build(Path folder) throws IOException;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        house = build(folder);
    }

    @BeforeEach
    void begin() {
        house.begins();
    }

    @AfterEach
    void end() {
        house.isKept();
    }

    @AfterAll
    void close() {
        if (house != null) {
            house.close();
        }
    }
}
