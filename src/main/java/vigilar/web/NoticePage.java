package vigilar.web;

/// A page with one sentence: what is not here, or not for this visitor.
final class NoticePage {
    private NoticePage() {}

    static Answer noSuchEvent(Visitor visitor) {
        return page(404, visitor, "No such event", "It may be older than what is kept.");
    }

    static Answer forbidden(Visitor visitor) {
        return page(
                403,
                visitor,
                "This is not for you",
                visitor instanceof Visitor.Anyone
                        ? "This house is open (--open): nobody signs in, so nobody has an account."
                        : "What you are in this house does not allow it. An owner can change"
                                + " that.");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private static Answer page(int status, Visitor visitor, String title, String text) {
        return Answer.html(
                status,
                Template.html(
                        output ->
                                JtenoticeGenerated.render(
                                        output, null, Rooms.of("", visitor), title, text)));
    }
}
