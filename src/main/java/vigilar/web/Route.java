package vigilar.web;

/// One row of the front door's table.
///
/// @param pattern a path; `/{}` at its end stands for one more part, `/**` for all further ones
record Route(String pattern, Endpoint endpoint) {}
