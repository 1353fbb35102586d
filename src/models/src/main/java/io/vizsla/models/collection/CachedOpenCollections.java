package io.vizsla.models.collection;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.SwitchableCollections;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexName;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens a collection's index and model on first use and keeps them open until the collection is removed or this is closed.
 * Follows the registry: a changed pipeline, another model for queries and another index are seen at the next {@link #get}, a
 * removed collection is closed at it. An index that another process has replaced stays open for searches that hold it, until it
 * is replaced again.
 *
 * <p>Safe for any number of threads. Work on one collection waits for its opening or dropping; others are not held up.
 * Whoever holds a collection across a drop finds its index closed.
 */
public final class CachedOpenCollections implements SwitchableCollections, AutoCloseable {

    private final CollectionRegistry registry;
    private final PassageIndexes indexes;
    private final CollectionEncoders encoders;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Opens collections by these parts.
     *
     * @param encoders makes the encoder of each collection
     */
    public CachedOpenCollections(CollectionRegistry registry, PassageIndexes indexes, CollectionEncoders encoders) {
        this.registry = registry;
        this.indexes = indexes;
        this.encoders = encoders;
    }

    @Override
    public OpenCollection get(String name) {
        CollectionSpec spec = registry.find(name).orElse(null);
        Slot slot = spec == null ? slots.get(name) : slots.computeIfAbsent(name, Slot::new);
        if (slot == null) {
            throw unknown(name);
        }
        OpenCollection open = slot.open;
        // The usual case needs no lock: nothing has changed since the last call.
        return open != null && open.spec().equals(spec) ? open : slot.reopen();
    }

    @Override
    public OpenCollection openBeside(CollectionSpec spec) {
        return openAnew(spec);
    }

    @Override
    public Optional<OpenCollection> switchTo(OpenCollection next, CollectionSpec served, Runnable change) {
        return Optional.ofNullable(
                slots.computeIfAbsent(served.name(), Slot::new).switchTo(next, served, change));
    }

    /**
     * Closes the collection's index, removes its data and runs the change, while nobody can open the collection.
     *
     * @param change to the registry that makes the new state known
     */
    public void dropAnd(String name, Runnable change) {
        slots.computeIfAbsent(name, Slot::new).dropAnd(change);
    }

    /** Returns the collections that are open right now. */
    public List<OpenCollection> opened() {
        List<OpenCollection> opened = new ArrayList<>();
        for (Slot slot : slots.values()) {
            OpenCollection open = slot.open;
            if (open != null) {
                opened.add(open);
            }
        }
        return opened;
    }

    /** Flushes and closes all indexes. Idempotent. */
    @Override
    public void close() {
        closed = true;
        slots.values().forEach(Slot::shut);
    }

    private static VizslaException unknown(String name) {
        return VizslaException.field(ErrorCode.UNKNOWN_COLLECTION, "collection", name, "the name of a collection");
    }

    /** One collection. All changes happen under its lock; {@code open} may be read without. */
    private final class Slot {

        private final String name;
        private volatile @Nullable OpenCollection open;
        /** Served before another process had the collection go over, and is open for searches that hold it. */
        private @Nullable OpenCollection former;

        Slot(String name) {
            this.name = name;
        }

        synchronized OpenCollection reopen() {
            if (closed) {
                throw Closed.error();
            }
            CollectionSpec spec = registry.find(name).orElse(null);
            OpenCollection current = open;
            if (spec == null) {
                shut();
                throw unknown(name);
            }
            if (current != null && current.spec().indexesLike(spec)) {
                current = new OpenCollection(spec, encoder(current, spec), current.index());
            } else if (current != null && current.spec().generation() != spec.generation()) {
                current = goneOver(current, spec);
            } else {
                shut();
                current = openAnew(spec);
            }
            open = current;
            return current;
        }

        private OpenCollection goneOver(OpenCollection current, CollectionSpec spec) {
            OpenCollection older = former;
            boolean isBack = older != null && older.spec().indexesLike(spec);
            OpenCollection next = older != null && isBack
                    ? new OpenCollection(spec, encoder(older, spec), older.index())
                    : openAnew(spec);
            former = current;
            if (older != null) {
                if (isBack) {
                    // Others have written to it meanwhile.
                    older.index().flush();
                } else {
                    older.index().close();
                }
            }
            return next;
        }

        synchronized void dropAnd(Runnable change) {
            shut();
            indexes.drop(name);
            indexes.names().stream()
                    .filter(index -> IndexName.collection(index).equals(name))
                    .forEach(indexes::drop);
            change.run();
        }

        @Nullable
        synchronized OpenCollection switchTo(OpenCollection next, CollectionSpec served, Runnable change) {
            if (closed) {
                throw Closed.error();
            }
            // Before the change: where a model for queries cannot be opened, nothing has changed.
            OpenCollection serving = new OpenCollection(served, encoder(next, served), next.index());
            change.run();
            OpenCollection before = open;
            open = serving;
            return before;
        }

        synchronized void shut() {
            OpenCollection current = open;
            OpenCollection older = former;
            open = null;
            former = null;
            if (current != null) {
                current.index().close();
            }
            if (older != null) {
                older.index().close();
            }
        }

        /** The index stays open whoever reads the queries. */
        private Encoder encoder(OpenCollection current, CollectionSpec spec) {
            return current.spec().queryModel().equals(spec.queryModel()) ? current.encoder() : encoders.of(spec);
        }
    }

    private OpenCollection openAnew(CollectionSpec spec) {
        Encoder encoder = encoders.of(spec);
        ModelCard card = encoder.card();
        PassageIndex index = indexes.open(new IndexSpec(
                spec.indexName(),
                card.space(),
                card.dimension(),
                card.tokenDimension(),
                spec.language(),
                spec.fields()));
        return new OpenCollection(spec, encoder, index);
    }
}
