package vigilar.web;

import vigilar.access.Access;
import vigilar.access.People;

/// What a closed house needs to know who asks; an open one has none.
public record WaysIn(Access access, People people) {}
