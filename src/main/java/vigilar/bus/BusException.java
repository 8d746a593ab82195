package vigilar.bus;

/// The broker is away or said no. The message says which broker, what and why.
public final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusException(String message) {
        super(message);
    }

    public BusException(String message, Throwable cause) {
        super(message, cause);
    }
}
