package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves is nothing that an operator has to read about. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class DisconnectIT extends BadInput {

    /** Eight megabytes of answer: more than the system keeps for a sender whose receiver takes nothing. */
    private static final String EMBED = "{\"model\":\"bge-small-en-v1.5\",\"input\":["
            + IntStream.range(0, 2000).mapToObj(i -> "\"w" + i + "\"").collect(Collectors.joining(","))
            + "]}";

    private static final String LONG = "long ".repeat(40_000);
    private static final int RECEIVED_AT_MOST = 16 * 1024;

    private final Logger logger = Logger.getLogger("io.vizsla.query.problem.ProblemMappers");
    private final Records records = new Records();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.FINE);
        logger.addHandler(records);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(records);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(120)
    void clientThatLeavesDuringItsAnswerIsNoError(boolean reset) throws Exception {
        try (Socket socket = connect(RECEIVED_AT_MOST)) {
            send(socket, "POST /v1/embeddings", "application/json", EMBED.length(), EMBED);
            assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }

        // Whether the server meets the closed connection or has handed everything to the system before is chance.
        LogRecord told = records.queue.poll(5, TimeUnit.SECONDS);

        if (told != null) {
            assertThat(told.getLevel().intValue()).as(told.getMessage()).isLessThanOrEqualTo(Level.FINE.intValue());
            assertThat(told.getThrown()).isNull();
        }
        assertNeighborIsFound();
        assertThat(records.queue).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "multipart/form-data; boundary=b"})
    void clientThatLeavesDuringItsBodyHarmsNobody(String type) throws IOException {
        String path = type.startsWith("multipart") ? "/v1/collections/bad/files" : "/v1/collections/bad/documents";
        String target = type.equals("application/json") ? "PUT " + path + "/left" : "POST " + path + "?wait=indexed";

        try (Socket socket = connect(0)) {
            send(socket, target, type, 100_000, "{\"id\":\"left\",\"text\":\"a");
            socket.setSoLinger(true, 0);
        }

        assertNeighborIsFound();
        assertThat(rest.get("/v1/collections/bad/documents/left").status()).isEqualTo(404);
        assertThat(records.queue).isEmpty();
    }

    /** More than there is room for, so that some leave while they wait for it. */
    @Test
    @Timeout(120)
    void clientsThatLeaveGiveTheRoomForTheirBodiesBack() throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Socket client = connect(0);
            send(client, "PUT /v1/collections/bad/documents/left", "application/json", 16 << 20, "{\"text\":\"" + LONG);
            clients.add(client);
        }
        for (Socket client : clients) {
            client.close();
        }

        assertThat(rest.put("/v1/collections/bad/documents/stays", "{\"text\":\"" + LONG + "\"}")
                        .status())
                .isEqualTo(202);
    }

    private static Socket connect(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            // Before it connects: later the system has promised more already.
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(
                "localhost", ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class)));
        return socket;
    }

    private static void send(Socket socket, String target, String type, int length, String body) throws IOException {
        String head = target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps what is logged. */
    private static final class Records extends Handler {

        private final BlockingQueue<LogRecord> queue = new LinkedBlockingQueue<>();

        Records() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            queue.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
