package vigilar.web;

import vigilar.access.CallerAddress;

import java.util.Map;
import java.util.Optional;

/// What the visitor asks for, decoded once.
///
/// @param path the decoded path, without the query
/// @param rest what stood in the place of `{}` or `**` in the route's pattern; empty where there is
///   none
/// @param query decoded keys and values; a repeated key is refused before anybody sees it
/// @param form the same of what was posted
/// @param takesGzip the visitor can unpack gzip
/// @param range the header of that name; empty: all of it is asked for
/// @param from who asks
record Visit(
        String path,
        String rest,
        Map<String, String> query,
        Map<String, String> form,
        boolean takesGzip,
        String range,
        From from) {
    /// @param secure the way here is encrypted
    /// @param agent the browser's own words, empty if it says none
    record From(Visitor visitor, CallerAddress address, boolean secure, String agent) {}

    Visit {
        query = Map.copyOf(query);
        form = Map.copyOf(form);
    }

    /// The same, asked by somebody.
    Visit by(From somebody) {
        return new Visit(path, rest, query, form, takesGzip, range, somebody);
    }

    Visitor visitor() {
        return from.visitor();
    }

    /// One field of the form; empty text where there is none.
    String field(String name) {
        return form.getOrDefault(name, "");
    }

    /// A row's number in the form; empty if it is none.
    Optional<Long> number(String name) {
        var text = field(name);
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
