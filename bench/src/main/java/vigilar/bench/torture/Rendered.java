package vigilar.bench.torture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A page in which words of strangers stand: whether they stayed words.
final class Rendered {
    /// Markup that would do something, with a word by which it is known again.
    private static final String TAG = "script";

    private Rendered() {}

    /// What somebody says who wants to be more than text.
    static String markup(String word) {
        return "<%s>%s</%s>".formatted(TAG, word, TAG);
    }

    /// What is wrong with a page that shows [#markup] with that word.
    static List<String> faults(byte[] page, String word) {
        String html;
        try {
            html = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(page)).toString();
        } catch (CharacterCodingException broken) {
            return List.of("is no UTF-8");
        }
        var wrong = new ArrayList<String>();
        if (html.contains("<" + TAG + ">" + word)) {
            wrong.add("runs what a stranger said");
        }
        if (!html.contains("&lt;" + TAG + "&gt;" + word)) {
            wrong.add("does not show what a stranger said");
        }
        if (html.chars().anyMatch(it -> it < ' ' && it != '\n' && it != '\r' && it != '\t')) {
            wrong.add("has characters that no page may have");
        }
        if (!html.stripTrailing().endsWith("</html>")) {
            wrong.add("has no end");
        }
        return wrong;
    }
}
