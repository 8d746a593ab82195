package vigilar.bench.measure;

import vigilar.bench.field.FreePort;
import vigilar.bench.field.Trouble;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// nginx with nchan, the best known server of event streams in C: devices post to it over HTTP, and
/// nothing is stored.
final class NchanContender implements Contender {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private final int port = FreePort.find();
    private final Program program;

    NchanContender(Path folder) {
        try {
            Files.createDirectories(folder);
            var config = Files.writeString(folder.resolve("nginx.conf"), config(folder, port));
            program =
                    Program.listening(
                            folder,
                            port,
                            List.of(
                                    NGINX.toString(),
                                    "-c",
                                    config.toString(),
                                    "-e",
                                    folder.resolve("errors").toString()));
        } catch (IOException failure) {
            throw new Trouble("no folder for nginx", failure);
        }
    }

    static String missing() {
        return Stream.of(NGINX, MODULE).allMatch(Files::exists) ? "" : "nginx libnginx-mod-nchan";
    }

    /// A worker for each core, as Debian sets it up.
    private static String config(Path folder, int port) {
        return """
        load_module %s;
        daemon off;
        user root;
        worker_processes auto;
        worker_rlimit_nofile 20000;
        pid %s/pid;
        events { worker_connections 19000; }
        http {
          access_log off;
          client_body_temp_path %s/body;
          proxy_temp_path %s/proxy;
          fastcgi_temp_path %s/fastcgi;
          uwsgi_temp_path %s/uwsgi;
          scgi_temp_path %s/scgi;
          nchan_max_reserved_memory 256m;
          server {
            listen 127.0.0.1:%d backlog=4096;
            keepalive_requests 10000000;
            location = /publish { nchan_publisher; nchan_channel_id house; nchan_message_buffer_length 1000; nchan_message_timeout 60s; }
            location = /events/stream { nchan_subscriber eventsource; nchan_channel_id house; nchan_subscriber_first_message newest; }
          }
        }
        """
                .formatted(MODULE, folder, folder, folder, folder, folder, folder, port);
    }

    @Override
    public String name() {
        return "nginx with nchan";
    }

    @Override
    public Mouth mouth(int run, int publisher) throws IOException {
        return new Post(viewersAt());
    }

    @Override
    public InetSocketAddress viewersAt() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public byte[] greeting(int viewer) {
        return HouseContender.Greetings.stream(viewersAt(), "/events/stream");
    }

    @Override
    public Usage usage() {
        return Usage.of(List.of(program.handle()));
    }

    @Override
    public void close() {
        program.close();
    }

    /// One message a request, on one connection.
    private static final class Post implements Mouth {
        private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

        private final InetSocketAddress at;
        private final Socket socket = new Socket();
        private final InputStream in;
        private final AtomicLong accepted = new AtomicLong();

        Post(InetSocketAddress at) throws IOException {
            this.at = at;
            socket.setTcpNoDelay(true);
            socket.connect(at);
            in = new BufferedInputStream(socket.getInputStream());
        }

        @Override
        public void say(int run, int publisher, int n) throws IOException {
            var body = Mark.payload(run, publisher, n);
            socket.getOutputStream()
                    .write(
                            "POST /publish HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(at.getHostString(), body.length(), body)
                                    .getBytes(StandardCharsets.US_ASCII));
            var head = head();
            if (!head.startsWith("HTTP/1.1 20")) {
                throw new IOException("nchan does not take it: " + head);
            }
            accepted.incrementAndGet();
            var length = head.toLowerCase(java.util.Locale.ROOT).split("content-length: ", -1);
            in.skipNBytes(Long.parseLong(length[1].split("\r", -1)[0]));
        }

        private String head() throws IOException {
            var head = new StringBuilder();
            int matched = 0;
            while (matched < END_OF_HEAD.length) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("nchan hung up");
                }
                matched = next == END_OF_HEAD[matched] ? matched + 1 : next == '\r' ? 1 : 0;
                head.append((char) next);
            }
            return head.toString();
        }

        @Override
        public long accepted() {
            return accepted.get();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new Trouble("a socket cannot be closed", failure);
            }
        }
    }
}
