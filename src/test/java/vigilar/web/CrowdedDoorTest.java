package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import vigilar.frontdoor.Await;
import vigilar.supervisor.Health;
import vigilar.timeline.PaperJournal;
import vigilar.timeline.Timeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What visitors may take of the house, and what stays for others.
class CrowdedDoorTest {
    private final PaperJournal journal = new PaperJournal();
    private final Health health = new Health(Clock.systemUTC());
    private final Timeline timeline =
            new Timeline(journal, Clock.systemUTC(), new SimpleMeterRegistry());

    /// What a search through years does to the front door.
    private void whileSomebodySearches(int pages, Search during) throws Exception {
        var within = new AtomicInteger();
        var found = new CountDownLatch(1);
        journal.whenSearched(
                () -> {
                    within.incrementAndGet();
                    try {
                        found.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                });
        var searching =
                new WebFront(
                        new WebSettings(
                                InetSocketAddress.createUnresolved("127.0.0.1", 0), Set.of(), true),
                        PaperDesk.household(timeline, journal, health, List::of),
                        Clock.systemUTC());
        searching.start();
        var visitors = new ArrayList<Socket>();
        try {
            for (int i = 0; i < pages; i++) {
                var visitor =
                        new Socket(InetAddress.getLoopbackAddress(), searching.address().getPort());
                visitors.add(visitor);
                visitor.getOutputStream()
                        .write(
                                "GET /api/standing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                        .getBytes(StandardCharsets.ISO_8859_1));
            }
            Await.until("searching", Duration.ofSeconds(5), () -> within.get() > 0);
            during.on(searching, within);
        } finally {
            found.countDown();
            for (var visitor : visitors) {
                visitor.close(); // who waits for an answer would be waited for
            }
            searching.close();
        }
    }

    @FunctionalInterface
    private interface Search {
        void on(WebFront searching, AtomicInteger within) throws Exception;
    }

    @Test
    void long_searches_leave_a_reader_of_the_store_to_the_house_itself() throws Exception {
        whileSomebodySearches(
                10,
                (_, within) -> {
                    Await.until("all in", Duration.ofSeconds(5), () -> within.get() >= 3);
                    assertThat(within).hasValueLessThan(4); // as many as the store has
                });
    }

    @Test
    void a_house_that_is_searched_still_answers_whoever_asks_for_little() throws Exception {
        whileSomebodySearches(
                10,
                (searching, within) -> {
                    Await.until("all in", Duration.ofSeconds(5), () -> within.get() >= 3);
                    try (var http = HttpClient.newHttpClient()) {
                        var port = searching.address().getPort();
                        var asked =
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://localhost:%d/api/refusals"
                                                                .formatted(port)))
                                        .timeout(
                                                Duration.ofSeconds(
                                                        4)) // less than turns are waited for
                                        .build();
                        var answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
                        assertThat(answer.statusCode()).isEqualTo(200);
                    }
                });
    }

    @Test
    void a_long_search_does_not_keep_the_house_from_stopping_in_time() throws Exception {
        whileSomebodySearches(
                1,
                (searching, _) -> {
                    var closing = Thread.ofVirtual().start(() -> close(searching));
                    assertThat(closing.join(Duration.ofSeconds(7))).isTrue();
                });
    }

    private static void close(WebFront front) {
        try {
            front.close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void however_many_connect_some_files_stay_for_the_sensors() {
        assertThat(WebFront.connectionsWith(1_200)).isEqualTo(700);
        assertThat(WebFront.connectionsWith(100)).isEqualTo(50);
        assertThat(WebFront.connectionsWith(Long.MAX_VALUE)).isPositive();
    }
}
