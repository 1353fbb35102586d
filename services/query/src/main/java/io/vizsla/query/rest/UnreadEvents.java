package io.vizsla.query.rest;

import io.vizsla.query.answer.AnswerEvent;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one reader of an answer has not read yet. Pieces of text that wait become one piece, so that for a reader who is slow, or reads
 * nothing at all, no more is kept than the passages, the answer's text and the answer. Safe for any number of threads.
 */
final class UnreadEvents extends AbstractQueue<AnswerEvent> {

    private final Queue<AnswerEvent> events = new ArrayDeque<>();
    /** Comes after the events. */
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized boolean offer(AnswerEvent event) {
        if (event instanceof AnswerEvent.Text(String piece)) {
            text.append(piece);
        } else {
            closeText();
            events.add(event);
        }
        return true;
    }

    @Override
    public synchronized @Nullable AnswerEvent poll() {
        if (events.isEmpty()) {
            closeText();
        }
        return events.poll();
    }

    @Override
    public synchronized @Nullable AnswerEvent peek() {
        if (events.isEmpty()) {
            closeText();
        }
        return events.peek();
    }

    @Override
    public synchronized int size() {
        return events.size() + (text.isEmpty() ? 0 : 1);
    }

    @Override
    public synchronized void clear() {
        events.clear();
        text.setLength(0);
    }

    /** Returns an iterator of what waits now. */
    @Override
    public synchronized Iterator<AnswerEvent> iterator() {
        closeText();
        return List.copyOf(events).iterator();
    }

    private void closeText() {
        if (!text.isEmpty()) {
            events.add(new AnswerEvent.Text(text.toString()));
            text.setLength(0);
        }
    }
}
