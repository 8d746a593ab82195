package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import vigilar.supervisor.Health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Set;

class FallenDoorTest {
    @Test
    void when_the_door_falls_shut_it_is_noticed_and_opens_again_at_the_same_address()
            throws Exception {
        var any = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        try (var front =
                WebFront.conditionOnly(
                        new WebSettings(any, Set.of(), true),
                        new Health(Clock.systemUTC()),
                        () -> "")) {
            front.start();
            var port = front.address().getPort();
            front.connector().close();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(front::awaitFailure)
                    .withMessageContaining("stopped listening");
            front.start();
            assertThat(front.address().getPort()).isEqualTo(port);
            assertThat(statusOf("http://127.0.0.1:" + port + "/healthz")).isEqualTo(200);
        }
    }

    private static int statusOf(String address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
