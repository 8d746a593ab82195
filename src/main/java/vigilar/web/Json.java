package vigilar.web;

import tools.jackson.databind.json.JsonMapper;

/// JSON of our own answers.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /// Records, maps, lists, texts and numbers as JSON.
    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
