package vigilar.web;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.Optional;

/// What stands behind one route.
sealed interface Endpoint {
    /// A page, an answer of the API. Called on a virtual thread, so it may read the store; called
    /// for HEAD as for GET (the front door drops the body).
    @FunctionalInterface
    non-sealed interface Plain extends Endpoint {
        Answer answer(Visit visit);
    }

    /// A line that stays open.
    @FunctionalInterface
    non-sealed interface Line extends Endpoint {
        /// Opens it without blocking; a problem instead if it cannot be opened, and then nothing
        /// was sent.
        Optional<Problem> open(Request request, Response response, Callback exchange, Visit visit);
    }
}
