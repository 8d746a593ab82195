package vigilar.cli;

import java.util.List;

/// One thing that the doctor looked at.
///
/// @param what for people, one line
/// @param toDo what to change, a line each; the exact settings where there are some
public record Finding(Grade grade, String what, List<String> toDo) {
    /// How it is.
    public enum Grade {
        /// As it should be.
        OK("ok  "),
        /// Worth knowing; nothing is wrong.
        NOTE("note"),
        /// Something has to change.
        DO("do  ");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public Finding {
        toDo = List.copyOf(toDo);
    }

    public static Finding ok(String what) {
        return new Finding(Grade.OK, what, List.of());
    }

    public static Finding note(String what, String... toDo) {
        return new Finding(Grade.NOTE, what, List.of(toDo));
    }

    public static Finding toDo(String what, String... toDo) {
        return new Finding(Grade.DO, what, List.of(toDo));
    }
}
