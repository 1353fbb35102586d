package io.vizsla.models.collection;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens each embedding model once, on first use, and keeps it open for everybody. Safe for any number of threads; while a
 * model is being opened the others can be had.
 */
public final class SharedEncoders implements AutoCloseable {

    private final Function<String, Encoder> opener;
    private final Map<String, Slot> slots = new HashMap<>();
    private boolean closed;

    /**
     * Shares what the opener opens.
     *
     * @param opener gives the encoder of a model's name, or throws {@code UNKNOWN_MODEL}
     */
    public SharedEncoders(Function<String, Encoder> opener) {
        this.opener = opener;
    }

    /**
     * Returns the encoder of a model; nobody but this class closes it.
     *
     * @throws VizslaException what the opener throws; nothing is remembered of a failure
     */
    public Encoder get(String model) {
        return slot(model).get();
    }

    /** Closes all encoders. Idempotent. */
    @Override
    public void close() {
        List<Slot> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(slots.values());
            slots.clear();
        }
        all.forEach(Slot::close);
    }

    private synchronized Slot slot(String model) {
        if (closed) {
            throw Closed.error();
        }
        return slots.computeIfAbsent(model, name -> new Slot(() -> opener.apply(name)));
    }

    /** One model. */
    private static final class Slot {

        private final Supplier<Encoder> opener;
        private @Nullable Encoder encoder;
        private boolean closed;

        Slot(Supplier<Encoder> opener) {
            this.opener = opener;
        }

        synchronized Encoder get() {
            if (closed) {
                throw Closed.error();
            }
            if (encoder == null) {
                encoder = opener.get();
            }
            return encoder;
        }

        synchronized void close() {
            closed = true;
            if (encoder != null) {
                encoder.close();
            }
        }
    }
}
