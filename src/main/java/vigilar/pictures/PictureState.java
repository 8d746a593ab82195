package vigilar.pictures;

/// How it stands with one picture of an event.
///
/// @param word `waiting`, `ready`, `given_up` or `dropped` (its place was needed for newer ones)
/// @param why what came of the last try, one line for people; may be empty
public record PictureState(PictureKind kind, String word, String why) {
    public boolean isReady() {
        return word.equals("ready");
    }

    public boolean isWaiting() {
        return word.equals("waiting");
    }
}
