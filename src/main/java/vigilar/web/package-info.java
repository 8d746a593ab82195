/// The front door: routes, pages, static files. Alone in using the HTTP server. It must not know
/// the bus. Start reading at [WebFront].
@NullMarked
package vigilar.web;

import org.jspecify.annotations.NullMarked;
