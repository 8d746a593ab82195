package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import vigilar.storage.StoreCheck;

import java.nio.file.Path;
import java.util.List;

/// What each test hears on a [Stage] of its own. Whatever was told, the store is sound.
abstract class OnStage {
    static final int LATER = Stage.LATER;

    @TempDir Path folder;
    Stage stage;

    @BeforeEach
    void begin() {
        stage = new Stage(folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        stage.close();
        assertThat(faults()).isEmpty();
    }

    List<String> faults() throws InterruptedException {
        return new StoreCheck(folder, PointRules.ALL, false).run().all();
    }
}
