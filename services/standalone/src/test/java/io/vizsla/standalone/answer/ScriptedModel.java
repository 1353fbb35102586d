package io.vizsla.standalone.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks as OpenAI's does and behaves as the question asks it to: {@code say{words}}, {@code hang}, {@code drip},
 * {@code down}, {@code steer} (an error with control characters), {@code garbage}, {@code broken}, {@code silent}, {@code flood}
 * without end or {@code flood 100} characters long, {@code marks 100} numbers in one mark, {@code line} without end, or
 * {@code gate}, in curly brackets. On bare sockets, so that it sees when the other side leaves. {@code GET /seen} tells what it was
 * asked, how many answers it has ended, and when its askers left; {@code GET /open} lets one go on that stands at the gate.
 */
final class ScriptedModel implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SCRIPT = Pattern.compile(
            "\\{(hang|drip|down|steer|garbage|broken|silent|gate|flood|marks|line)(?: (\\d+))?}|\\{say (.*?)}",
            Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final String FLOOD = "flooding all ";
    private static final String USUAL = "The Vizsla is a pointing dog from Hungary [1].";

    private final ServerSocket server;
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);

    ScriptedModel() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            OutputStream out = socket.getOutputStream();
            if (head.startsWith("GET /seen")) {
                Map<String, Object> seen = Map.of("asked", asked, "left", left, "ended", ended.get());
                whole(out, 200, "application/json", JSON.writeValueAsString(seen));
            } else if (head.startsWith("GET /open")) {
                gate.release();
                whole(out, 200, "application/json", "{}");
            } else {
                JsonNode request = JSON.readTree(body);
                // Before anybody can know of the question, and open.
                gate.drainPermits();
                asked.add(request);
                play(request.at("/messages"), in, out);
            }
        } catch (IOException gone) {
            left.add(Instant.now().toString());
        }
    }

    private void play(JsonNode messages, InputStream in, OutputStream out) throws IOException {
        String text = messages.get(messages.size() - 1).at("/content").asText();
        if (messages.get(0).at("/content").asText().startsWith("The user shows you a conversation")) {
            say(out, text.contains("{down}") ? "" : "which dog points at birds?");
            return;
        }
        Matcher script = SCRIPT.matcher(text.substring(Math.max(0, text.lastIndexOf("Question: "))));
        if (!script.find()) {
            say(out, USUAL);
            return;
        }
        switch (script.group(1) == null ? "say" : script.group(1)) {
            case "say" -> say(out, script.group(3));
            case "gate" -> gate(out);
            case "flood" -> flood(out, script.group(2));
            case "marks" -> say(out, "It points [" + "1,".repeat(Integer.parseInt(script.group(2))) + "1].");
            case "line" -> line(out);
            case "hang" -> hang(in);
            case "drip" -> drip(out);
            case "down" -> whole(out, 500, "application/json", "{\"error\":{\"message\":\"out of <b>order</b>\"}}");
            case "steer" -> whole(out, 500, "text/plain", "out of \u001b[2J\torder\u202e\nnow");
            case "garbage" -> whole(out, 200, "text/html", "<html><body>Welcome to nginx!</body></html>");
            case "broken" -> {
                begin(out);
                piece(out, "The Vizsla is ");
                throw new IOException("as the script says");
            }
            default -> say(out, "");
        }
    }

    private static void hang(InputStream in) throws IOException {
        if (in.read() < 0) {
            throw new IOException("the other side left");
        }
    }

    private void drip(OutputStream out) throws IOException {
        begin(out);
        for (int i = 0; i < 600; i++) {
            piece(out, "drip ");
            pause(100);
        }
        end(out);
    }

    private void gate(OutputStream out) throws IOException {
        begin(out);
        piece(out, "The Vizsla is ");
        try {
            if (!gate.tryAcquire(1, TimeUnit.MINUTES)) {
                throw new IOException("nobody opened");
            }
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException("stopped");
        }
        piece(out, "a pointing dog from Hungary [1].");
        end(out);
    }

    private void flood(OutputStream out, @Nullable String length) throws IOException {
        begin(out);
        long most = length == null ? Long.MAX_VALUE : Long.parseLong(length);
        for (long said = 0; said < most; said += FLOOD.length()) {
            piece(out, FLOOD.substring(0, (int) Math.min(FLOOD.length(), most - said)));
        }
        end(out);
    }

    private static void line(OutputStream out) throws IOException {
        begin(out);
        while (true) {
            write(out, FLOOD.repeat(1_000));
        }
    }

    private void say(OutputStream out, String words) throws IOException {
        begin(out);
        for (String word : words.split("(?<= )", -1)) {
            piece(out, word);
        }
        end(out);
    }

    private static void begin(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }

    private static void piece(OutputStream out, String text) throws IOException {
        Map<String, Object> choice = Map.of("index", 0, "delta", Map.of("role", "assistant", "content", text));
        write(out, "data: " + JSON.writeValueAsString(Map.of("id", "1", "choices", List.of(choice))) + "\n\n");
    }

    private void end(OutputStream out) throws IOException {
        // Before anybody can have read the end.
        ended.incrementAndGet();
        Map<String, Object> choice = Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop");
        write(out, "data: " + JSON.writeValueAsString(Map.of("id", "1", "choices", List.of(choice))) + "\n\n");
        write(out, "data: [DONE]\n\n");
    }

    private static void whole(OutputStream out, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(
                out,
                "HTTP/1.1 " + status + " Scripted\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                        + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
