package vigilar.alerts;

/// What is needed to send to one subscription.
record Address(long subscription, Endpoint endpoint, BrowserKeys keys) {}
