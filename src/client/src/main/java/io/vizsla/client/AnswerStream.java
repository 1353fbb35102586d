package io.vizsla.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is being written: {@link AnswerEvent.Passages}, pieces of text, and at last {@link AnswerEvent.Done}.
 *
 * <p>{@link #hasNext} waits for what comes next, no longer than the options' timeout. Reading throws
 * {@link VizslaClientException} where the answer breaks off. One thread reads; any thread may close, which frees the connection and
 * ends the work of the instance and of its chat model; whoever is waiting then gets the code
 * {@value VizslaClientException#CLOSED}.
 */
public final class AnswerStream implements Iterator<AnswerEvent>, AutoCloseable {

    private final InputStream body;
    private final EventLines events;
    private final Exchange exchange;
    private final Duration patience;
    private @Nullable AnswerEvent next;
    private boolean ended;
    private volatile boolean closed;

    private interface Read<T> {
        T read() throws IOException;
    }

    AnswerStream(InputStream body, Exchange exchange, Duration patience) {
        this.body = body;
        this.events = new EventLines(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        this.exchange = exchange;
        this.patience = patience;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            // Whatever breaks it off, nothing comes after it.
            ended = true;
            next = event(exchange.tree(waiting(this::event)));
            ended = next instanceof AnswerEvent.Done;
        }
        return next != null;
    }

    @Override
    public AnswerEvent next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the answer is complete");
        }
        AnswerEvent event = next;
        next = null;
        return event;
    }

    /**
     * Reads to the end and returns the whole answer.
     *
     * @param pieces gets each piece of the text as it comes, on the calling thread
     * @throws NoSuchElementException if the end has been read before
     */
    public Answer whole(Consumer<String> pieces) {
        while (true) {
            AnswerEvent event = next();
            if (event instanceof AnswerEvent.Text piece) {
                pieces.accept(piece.text());
            } else if (event instanceof AnswerEvent.Done done) {
                return done.answer();
            }
        }
    }

    /** Ends it, also in the middle. Does nothing the second time. */
    @Override
    public void close() {
        closed = true;
        end();
    }

    /** A newer instance may tell of more than this client knows, which is left out. */
    private @Nullable AnswerEvent event(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "passages" -> exchange.value(event, AnswerEvent.Passages.class);
            case "text" -> exchange.value(event, AnswerEvent.Text.class);
            case "done" -> new AnswerEvent.Done(exchange.value(event.path("answer"), Answer.class));
            case "error" -> throw refused(event.path("problem"));
            default -> null;
        };
    }

    private VizslaClientException refused(JsonNode problem) {
        return new VizslaClientException(problem.path("status").asInt(), exchange.value(problem, Problem.class));
    }

    /** Returns the first bytes of what is not a stream of events. */
    byte[] head(int most) {
        return waiting(() -> body.readNBytes(most));
    }

    private String event() throws IOException {
        String event = events.next();
        if (event == null) {
            throw new IOException("the stream ended before the answer did");
        }
        return event;
    }

    private <T> T waiting(Read<T> read) {
        CompletableFuture<Void> patient = new CompletableFuture<>();
        // Only closing wakes up a thread that waits for the network.
        var unused = patient.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    end();
                    return null;
                });
        try {
            return read.read();
        } catch (IOException broken) {
            throw broken(broken, patient.isCompletedExceptionally());
        } finally {
            patient.complete(null);
        }
    }

    private void end() {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // Nothing is read from it any more.
        }
    }

    private VizslaClientException broken(IOException cause, boolean late) {
        if (closed) {
            return exchange.failed(VizslaClientException.CLOSED, "was not listened to any more", cause);
        }
        if (Thread.currentThread().isInterrupted()) {
            return exchange.failed(VizslaClientException.INTERRUPTED, "was not waited for", cause);
        }
        if (late) {
            return exchange.failed(
                    VizslaClientException.TIMEOUT, "said nothing more for " + patience.toMillis() + " ms", cause);
        }
        return exchange.failed(VizslaClientException.UNREACHABLE, "broke off: " + cause, cause);
    }
}
