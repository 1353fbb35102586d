package io.vizsla.query.training;

import io.vizsla.refresh.job.RefreshEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened in a job: what is over is told first to whoever comes, then what happens. Safe for any number of
 * threads.
 */
final class JobEvents {

    private static final int MOST = 10_000;

    private final Deque<RefreshEvent> past = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private boolean isOver;

    /** Somebody who watches. */
    interface Watcher {

        void happened(RefreshEvent event);

        void over();
    }

    synchronized void add(RefreshEvent event) {
        if (past.size() == MOST) {
            past.removeFirst();
        }
        past.add(event);
        List.copyOf(watchers).forEach(watcher -> watcher.happened(event));
    }

    synchronized void end() {
        isOver = true;
        // Who is told of the end leaves, which must not disturb the round.
        List<Watcher> told = List.copyOf(watchers);
        watchers.clear();
        told.forEach(Watcher::over);
    }

    /** Returns what ends the watching. */
    synchronized Runnable watch(Watcher watcher) {
        past.forEach(watcher::happened);
        if (isOver) {
            watcher.over();
        } else {
            watchers.add(watcher);
        }
        return () -> remove(watcher);
    }

    private synchronized void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** For tests and those who only want to know. */
    static Watcher of(Consumer<RefreshEvent> consumer, Runnable end) {
        return new Watcher() {
            @Override
            public void happened(RefreshEvent event) {
                consumer.accept(event);
            }

            @Override
            public void over() {
                end.run();
            }
        };
    }
}
