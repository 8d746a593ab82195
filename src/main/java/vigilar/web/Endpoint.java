package vigilar.web;

/// What stands behind one route: the page, an answer of the API. Called on a virtual thread, so it
/// may read the archive; called for HEAD as for GET (the front door drops the body).
@FunctionalInterface
interface Endpoint {
    Answer answer(Visit visit);
}
