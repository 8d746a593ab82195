package vigilar.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.config.HostPort;
import vigilar.config.Settings;
import vigilar.recorder.Capture;
import vigilar.recorder.Playback;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// Plays a capture into a house that is there for nothing else.
final class ReplayGuest implements Session.Guest {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayGuest.class);

    /// 1 s: what the broker had kept is on its way for some milliseconds.
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);

    private final Services services;
    private final Surroundings surroundings;
    private final Settings settings;
    private final Capture capture;
    private final Playback.Way way;
    private final Path folder;
    private @Nullable BusClient client;
    private @Nullable Playing playing;

    /// @param folder to be deleted at the end
    ReplayGuest(
            Services services,
            Surroundings surroundings,
            Settings settings,
            Capture capture,
            Playback.Way way,
            Path folder) {
        this.services = services;
        this.surroundings = surroundings;
        this.settings = settings;
        this.capture = capture;
        this.way = way;
        this.folder = folder;
    }

    /// How long a house takes until it believes that what it hears happens now. The one that was
    /// captured had done so long before; so must this one, or it would mark what the other told.
    static Duration settled(Services services, Settings settings) {
        return services.ear().apply(settings).settling().plus(UNDER_WAY);
    }

    @Override
    public synchronized void welcome(Ready ready) {
        var err = surroundings.err();
        ready.http()
                .ifPresent(
                        http ->
                                err.println(
                                        "  Open http://"
                                                + HostPort.write(http)
                                                + "/ in a browser."));
        err.printf(
                "  It begins in %d s: only then a house takes what it hears for news.%n",
                way.settling().toSeconds());
        err.println("  Ctrl-C ends it; what the house stores goes away then.");
        var devices = services.devices().apply(AsDevice.of(settings.bus(), ready));
        var connecting =
                devices.client(
                        ClientPlan.publisher(
                                "replay", link -> LOG.debug("replay has the link {}", link)));
        connecting.start();
        client = connecting;
        var began = new Playing(new Playback(connecting, Clock.systemUTC()), surroundings);
        playing = began;
        Thread.ofPlatform().daemon().name("replay").start(() -> play(began));
    }

    private void play(Playing it) {
        try {
            var _ = it.toTheEnd(capture, way);
            surroundings.err().println("  The house stays until Ctrl-C.");
        } catch (CannotStart changed) {
            surroundings.complain(changed.inWords());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void leave() {
        if (playing != null) {
            playing.close();
        }
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void close() {
        ScratchFolder.delete(folder);
    }
}
