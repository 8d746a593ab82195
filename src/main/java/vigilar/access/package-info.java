/// Who may look and who may decide: people, passwords, sessions, tokens, the setup code. It must
/// not know HTTP, cookies or pages, only secrets as text and addresses. Start reading at [Access].
@NullMarked
package vigilar.access;

import org.jspecify.annotations.NullMarked;
