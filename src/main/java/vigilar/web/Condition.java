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

    Condition(Health health, Supplier<String> metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.quick("/healthz", _ -> Answer.text(200, "text/plain; charset=utf-8", "ok\n")),
                Route.quick("/readyz", _ -> ready()),
                Route.quick(
                        "/metrics",
                        _ ->
                                Answer.text(
                                        200,
                                        "text/plain; version=0.0.4; charset=utf-8",
                                        metrics.get())));
    }

    private Answer ready() {
        var parts = new LinkedHashMap<String, Object>();
        var states = health.parts();
        states.forEach((part, state) -> parts.put(part, json(state)));
        var ready = states.values().stream().allMatch(state -> state instanceof PartState.Up);
        var json = new LinkedHashMap<String, Object>();
        json.put("ready", ready);
        json.put("parts", parts);
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
