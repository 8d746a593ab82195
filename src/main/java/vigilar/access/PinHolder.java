package vigilar.access;

/// Somebody who has a PIN; they need no account.
///
/// @param duress whether they have one for use under threat, too
/// @param used whether it was used, if it holds for one use
public record PinHolder(PersonName name, PinLimits limits, boolean duress, boolean used) {}
