package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class RoleLockTest {
    @TempDir private Path folder;

    @Test
    void a_role_is_held_once_and_says_by_whom() {
        assertThat(RoleLock.held(folder, "web")).isFalse();
        try (var lock = RoleLock.take(folder, "web").orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(RoleLock.take(folder, "web")).isEmpty();
            assertThat(RoleLock.held(folder, "intake")).isFalse();
            assertThat(RoleLock.holder(folder, "web")).hasValue(ProcessHandle.current().pid());
        }
        assertThat(RoleLock.held(folder, "web")).isFalse();
        RoleLock.take(folder, "web").orElseThrow().close();
    }

    @Test
    void a_folder_made_for_the_lock_is_the_owners_only() throws Exception {
        var fresh = folder.resolve("data");
        RoleLock.take(fresh, "web").orElseThrow().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    @Test
    void another_process_sees_the_role_and_it_ends_with_the_process() throws Exception {
        try (var child = Child.start(RoleHolder.class, folder.toString())) {
            assertThat(child.line()).isEqualTo("held");
            assertThat(RoleLock.take(folder, "web")).isEmpty();
            assertThat(RoleLock.holder(folder, "web")).hasValue(child.pid());
            child.kill();
            assertThat(RoleLock.held(folder, "web")).isFalse();
        }
    }

    static final class RoleHolder {
        static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var lock = RoleLock.take(folder, "web");
            // looking at an own role must not drop it
            System.out.println(lock.isPresent() && RoleLock.held(folder, "web") ? "held" : "not");
            System.in.read();
        }
    }
}
