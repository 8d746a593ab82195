package vigilar.web;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What a visitor gets when the server itself refuses: a request line that is no HTTP, headers that
/// are too large. Says no more than the status does.
final class Mishap implements Request.Handler {
    private final Dress dress;

    Mishap(Dress dress) {
        this.dress = dress;
    }

    @Override
    public boolean handle(Request request, Response response, Callback exchange) {
        dress.on(response);
        var status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer i ? i : 500;
        var detail =
                switch (status) {
                    case 414, 431 -> "the address or the headers are longer than allowed";
                    case 503 -> "Vigilar is starting or stopping; try again soon";
                    default ->
                            status < 500
                                    ? "this is not a request that HTTP allows"
                                    : "the reason is in the log";
                };
        var title = status < 500 ? "Not understood" : "Vigilar could not answer";
        FrontDoor.send(new Problem(status, title, detail).answer(), request, response, exchange);
        return true;
    }
}
