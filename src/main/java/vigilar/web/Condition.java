package vigilar.web;

import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// How the house itself is doing: for service managers, scrapers and the page.
final class Condition {
    private final Health health;
    private final Supplier<String> metrics;

    private final Audience audience;

    /// Who hears the details at `/readyz`, which anybody may ask.
    enum Audience {
        /// On loopback: everybody here may know.
        EVERYBODY,
        /// In a closed house strangers hear only whether all is well.
        SIGNED_IN
    }

    Condition(Health health, Supplier<String> metrics, Audience audience) {
        this.health = health;
        this.metrics = metrics;
        this.audience = audience;
    }

    List<Route> routes() {
        return List.of(
                Route.quick("/healthz", _ -> Answer.text(200, "text/plain; charset=utf-8", "ok\n")),
                Route.quick("/readyz", _ -> ready(audience == Audience.EVERYBODY)),
                Route.quick("/api/condition", _ -> ready(true)),
                Route.quick(
                        "/metrics",
                        _ ->
                                Answer.text(
                                        200,
                                        "text/plain; version=0.0.4; charset=utf-8",
                                        metrics.get())));
    }

    private Answer ready(boolean inFull) {
        var states = health.parts();
        var ready = states.values().stream().allMatch(state -> state instanceof PartState.Up);
        var json = new LinkedHashMap<String, Object>();
        json.put("ready", ready);
        if (inFull) {
            var parts = new LinkedHashMap<String, Object>();
            states.forEach((part, state) -> parts.put(part, json(state)));
            json.put("parts", parts);
        }
        return Answer.json(ready ? 200 : 503, Json.write(json));
    }

    private static Map<String, Object> json(PartState state) {
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "state",
                switch (state) {
                    case PartState.Starting _ -> "starting";
                    case PartState.Up _ -> "up";
                    case PartState.Down _ -> "down";
                });
        json.put("since", state.since().toString());
        if (state instanceof PartState.Down(_, var why)) {
            json.put("why", why);
        }
        return json;
    }
}
