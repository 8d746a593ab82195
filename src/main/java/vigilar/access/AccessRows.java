package vigilar.access;

import vigilar.storage.Salvage;

import java.util.List;

/// What the keeping of the store must know of this room's rows: whoever was kept out yesterday
/// stays out, whatever last night's backup says.
public final class AccessRows {
    private static final String OTHERS_PHONES =
            "(SELECT id FROM push_subscription WHERE person_id <> 0 AND person_id NOT IN"
                    + " (SELECT id FROM person WHERE disabled = 0))";

    /// Who may come in: people, their PINs and API tokens. Whoever was shut out since the backup is
    /// not told of anything either.
    public static final Salvage PEOPLE =
            new Salvage(
                    "people",
                    List.of("person", "setup_code", "api_token", "alarm_pin", "alarm_pin_salt"),
                    List.of(
                            "DELETE FROM known_address WHERE person NOT IN (SELECT id FROM person)",
                            "DELETE FROM push_job WHERE subscription_id IN " + OTHERS_PHONES,
                            "DELETE FROM push_subscription WHERE id IN " + OTHERS_PHONES),
                    List.of());

    /// What devices log in with at the embedded broker.
    public static final Salvage DEVICES =
            new Salvage("devices", List.of("device_login"), List.of(), List.of());

    private AccessRows() {}
}
