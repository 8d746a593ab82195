/// Foreign text on its way to people or to disk: what must not steer, and what may be a secret.
/// Every room may use it; it must not know any of them, nor what a text means. Start reading at
/// [PlainText] and [SecretWords].
@NullMarked
package vigilar.text;

import org.jspecify.annotations.NullMarked;
