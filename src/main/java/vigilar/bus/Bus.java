package vigilar.bus;

/// The broker of the house, embedded or external, as the other rooms see it: something one can be a
/// client of.
public interface Bus {
    /// A new client, not yet connecting. Each has a connection, a session and a link state of its
    /// own.
    BusClient client(ClientPlan plan);
}
