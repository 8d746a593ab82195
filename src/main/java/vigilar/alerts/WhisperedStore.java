package vigilar.alerts;

import org.jdbi.v3.core.Handle;

import vigilar.event.Severity;

import java.util.Optional;
import java.util.function.LongFunction;

/// What rules tell some people only, by the number that the event carries. The rows are those of
/// the rules' room; this one reads them where notifications are owed and made.
final class WhisperedStore {
    private WhisperedStore() {}

    static LongFunction<Optional<RuleAlert.Whispered>> in(Handle rows) {
        return number ->
                rows.createQuery("SELECT severity, said FROM whisper WHERE number = :number")
                        .bind("number", number)
                        .map(
                                (row, _) ->
                                        new RuleAlert.Whispered(
                                                Severity.valueOf(row.getString(1)),
                                                row.getString(2)))
                        .findOne();
    }
}
