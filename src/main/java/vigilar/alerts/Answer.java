package vigilar.alerts;

import java.time.Duration;
import java.util.Optional;

/// What came of handing a message to a push service.
sealed interface Answer {
    /// For the record of tries, in a few words.
    String words();

    /// The service has it and will pass it on.
    record Taken(int status) implements Answer {
        @Override
        public String words() {
            return "delivered (" + status + ")";
        }
    }

    /// The browser has unsubscribed, or never was.
    record Gone(int status) implements Answer {
        @Override
        public String words() {
            return "the subscription is gone (" + status + ")";
        }
    }

    /// The service wants less in one message.
    record TooLarge() implements Answer {
        @Override
        public String words() {
            return "too large for the service (413)";
        }
    }

    /// The address is one that we do not deliver to.
    record NotAllowed(String words) implements Answer {}

    /// Not this time: try again.
    ///
    /// @param asked how long the service wants to be left alone, if it said so
    record NotNow(String words, Optional<Duration> asked) implements Answer {}
}
