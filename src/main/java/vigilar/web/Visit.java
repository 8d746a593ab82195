package vigilar.web;

import java.util.Map;

/// What the visitor asks for, decoded once.
///
/// @param path the decoded path, without the query
/// @param rest what stood in the place of `{}` or `**` in the route's pattern; empty where there is
///   none
/// @param query decoded keys and values; a repeated key is refused before anybody sees it
/// @param takesGzip the visitor can unpack gzip
/// @param range the header of that name; empty: all of it is asked for
record Visit(String path, String rest, Map<String, String> query, boolean takesGzip, String range) {
    Visit {
        query = Map.copyOf(query);
    }

    Visit(String path, String rest, Map<String, String> query) {
        this(path, rest, query, false, "");
    }
}
