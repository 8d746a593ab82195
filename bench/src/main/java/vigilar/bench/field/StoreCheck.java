package vigilar.bench.field;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the product itself says about a store: `vigilar check`, beside a running house or after it.
/// The checker of this program knows what devices and viewers were promised; of counts, cursors and
/// states only that command knows.
public final class StoreCheck {
    /// 60 s for some ten thousand events on a busy machine.
    private static final int PATIENCE_SECONDS = 60;

    private static final String WELL = "all is well";

    private StoreCheck() {}

    /// Each thing that is wrong with the store in the data folder of that plan.
    public static List<String> findings(HousePlan plan) {
        try {
            var said = Files.createTempFile(plan.scratch(), "check", ".txt");
            var builder =
                    new ProcessBuilder(plan.vigilar("check"))
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile());
            builder.environment().putAll(plan.environment());
            var check = builder.start();
            if (!check.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                check.destroyForcibly();
                return List.of("check does not end within " + PATIENCE_SECONDS + " s");
            }
            return findings(check.exitValue(), Files.readAllLines(said));
        } catch (IOException failure) {
            throw new Trouble("the store cannot be checked", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    /// Only the code for "well" together with the words for it is well.
    static List<String> findings(int code, List<String> said) {
        if (code == 0 && said.contains(WELL)) {
            return List.of();
        }
        var all = new ArrayList<String>();
        said.forEach(line -> all.add("check: " + line));
        if (all.isEmpty() || code != 1) {
            all.add("check ended with exit code " + code);
        }
        return all;
    }
}
