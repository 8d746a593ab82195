package vigilar.access;

/// Somebody with a way in.
///
/// @param id never given to anybody else
/// @param disabled keeps name and history, and cannot come in
public record Person(long id, PersonName name, Standing standing, boolean disabled) {}
