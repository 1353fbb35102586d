package io.vizsla.standalone.wiring;

import io.quarkus.logging.Log;
import java.util.ArrayDeque;
import java.util.Deque;

/** Parts in the order of their start, closed in the opposite order; one that fails to close does not keep the others. */
final class Closeables implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception stays) {
                Log.warnf(stays, "%s did not stop cleanly", part.getClass().getSimpleName());
            }
        }
    }
}
