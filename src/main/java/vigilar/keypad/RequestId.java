package vigilar.keypad;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a keypad calls its request, so that it recognises the answer; another one for each request.
record RequestId(String value) {
    /// 64 characters hold a UUID and a keypad's name.
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    RequestId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a request id"); // not quoted: may be anything
        }
    }

    /// Empty if nothing can be called so.
    static Optional<RequestId> said(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new RequestId(text)) : Optional.empty();
    }
}
