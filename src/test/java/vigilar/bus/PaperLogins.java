package vigilar.bus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Logins of devices without a store, and what was told of them.
final class PaperLogins implements DeviceLogins {
    private final Map<String, DeviceRights> rights = new HashMap<>();
    private final List<Denial> denials = new java.util.concurrent.CopyOnWriteArrayList<>();

    /// Lets a device in whose password is its name.
    PaperLogins with(String name, String... topics) {
        rights.put(name, new DeviceRights(name, "1", List.of(topics)));
        return this;
    }

    List<Denial> denials() {
        return denials;
    }

    boolean toldOf(String device, String words) {
        return denials.stream()
                .anyMatch(
                        it ->
                                it.device().equals(device)
                                        && (it.topic() + " " + it.why()).contains(words));
    }

    @Override
    public Admission find(String user, String password) {
        return Optional.ofNullable(rights.get(user))
                .<Admission>map(
                        found ->
                                password.equals(user)
                                        ? new Admission.In(found)
                                        : new Admission.Out(user, "a wrong password"))
                .orElseGet(() -> new Admission.Out("", "a name that no device has"));
    }

    @Override
    public boolean holds(DeviceRights given) {
        return rights.containsValue(given);
    }

    @Override
    public void denied(Denial denial) {
        denials.add(denial);
    }
}
