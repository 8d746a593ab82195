package vigilar.web;

/// What is done at an address. HEAD is answered as GET without the body.
enum Method {
    GET,
    POST
}
