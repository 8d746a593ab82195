package vigilar.web;

import java.util.Map;

/// What the visitor asks for, decoded once.
///
/// @param path the path without the query, as the visitor sent it
/// @param rest what stood in the place of `{…}` in the route's pattern; empty where there is none
/// @param query decoded keys and values; a repeated key is refused before anybody sees it
record Visit(String path, String rest, Map<String, String> query) {
    Visit {
        query = Map.copyOf(query);
    }
}
