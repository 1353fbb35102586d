package io.vizsla.query.collection;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.document.CollectionName;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.query.port.StoredCollections;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Creates, changes and deletes collections, one at a time. */
@Singleton
public class CollectionService {

    private static final Set<DocumentState> DOCUMENTS = EnumSet.of(DocumentState.INDEXED, DocumentState.FAILED);

    private final CollectionRegistry registry;
    private final DocumentStates states;
    private final StoredCollections stored;
    private final CollectionDraft draft;
    private final DocumentRemoval removal;
    private final JudgementRemoval judgements;
    private final Deletions deletions;
    private final ReentrantLock lock = new ReentrantLock();

    /** Manages by these parts. */
    public CollectionService(
            CollectionRegistry registry,
            DocumentStates states,
            StoredCollections stored,
            CollectionDraft draft,
            DocumentRemoval removal,
            JudgementRemoval judgements,
            Deletions deletions) {
        this.registry = registry;
        this.states = states;
        this.stored = stored;
        this.draft = draft;
        this.removal = removal;
        this.judgements = judgements;
        this.deletions = deletions;
    }

    /**
     * Returns a collection.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}
     */
    public CollectionSpec get(String name) {
        return registry.find(CollectionName.check(name)).orElseThrow(() -> unknown(name));
    }

    /**
     * Creates or changes a collection and returns once everybody sees it.
     *
     * @return true if it is new
     * @throws VizslaException {@code CONFLICT} for a change that the indexed documents stand against,
     *     {@code UNKNOWN_MODEL}, {@code INVALID_ARGUMENT}
     */
    public boolean put(String name, CollectionChange change) {
        CollectionName.check(name);
        lock.lock();
        try {
            deletions.refuse(name);
            Optional<CollectionSpec> existing = registry.find(name);
            CollectionSpec wanted = draft.of(name, existing, change);
            existing.ifPresentOrElse(spec -> change(spec, wanted), () -> create(wanted));
            return existing.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes a collection in a way that its documents do not stand against, and returns once everybody sees it.
     *
     * @param change gives the collection as it is to be, which no other change comes between; throws to leave it alone
     * @return what the change gave
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code CONFLICT} if it is being deleted; what the change throws
     */
    public CollectionSpec change(String name, UnaryOperator<CollectionSpec> change) {
        lock.lock();
        try {
            CollectionSpec existing = get(name);
            deletions.refuse(name);
            CollectionSpec wanted = change.apply(existing);
            if (!wanted.equals(existing)) {
                change(existing, wanted);
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drafts a collection of other documents' making and hands it on while nobody else changes the collection: one that holds
     * documents has to be indexed anew for it, one that holds none is changed at once.
     *
     * @param rebuild takes the collection as it is and as it is to be
     * @return what that gave; empty if the collection holds no documents and is as it is to be
     * @throws VizslaException as {@link #put}, but for its conflicts; {@code UNKNOWN_COLLECTION}; what the rebuild throws
     */
    public <T> Optional<T> remake(
            String name, CollectionChange change, BiFunction<CollectionSpec, CollectionSpec, T> rebuild) {
        lock.lock();
        try {
            CollectionSpec existing = get(name);
            deletions.refuse(name);
            CollectionSpec wanted = draft.of(name, Optional.of(existing), change);
            if (hasDocuments(name)) {
                return Optional.of(rebuild.apply(existing, wanted));
            }
            change(existing, wanted);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something with a collection while nobody else changes it.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code CONFLICT} if it is being deleted; what the action throws
     */
    public <T> T alone(String name, Function<CollectionSpec, T> action) {
        lock.lock();
        try {
            CollectionSpec existing = get(name);
            deletions.refuse(name);
            return action.apply(existing);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a change of a collection while nobody else changes one.
     *
     * @return false if somebody does just now, and nothing was run
     */
    boolean tryAlone(Runnable change) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            change.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes a collection. Its documents are deleted on the log first, then its judgements, its name, its data; a
     * crash between leaves a collection that can be deleted again.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code CONFLICT} if it is being deleted already;
     *     {@code TIMEOUT}
     */
    public void delete(String name) {
        begin(name);
        try {
            removal.removeAll(name, DOCUMENTS, _ -> true);
            judgements.removeAll(name);
            stored.dropAnd(name, () -> registry.remove(name));
        } finally {
            deletions.end(name);
        }
    }

    /** Marks the collection under the lock: a change that has begun is over then, and a later one is refused. */
    private void begin(String name) {
        lock.lock();
        try {
            get(name);
            deletions.begin(name);
        } finally {
            lock.unlock();
        }
    }

    private void create(CollectionSpec wanted) {
        stored.dropAnd(wanted.name(), () -> registry.put(wanted));
        // Chunks are left over from a collection of this name whose deletion was cut short. Documents without any stay:
        // they may have been sent before the collection was there, and can be replayed.
        if (removal.any(wanted.name(), DOCUMENTS, CollectionService::hasChunks)) {
            removal.removeAll(wanted.name(), DOCUMENTS, CollectionService::hasChunks);
        }
    }

    private static boolean hasChunks(DocumentStatus status) {
        return status.chunks() > 0;
    }

    private void change(CollectionSpec existing, CollectionSpec wanted) {
        if (existing.indexesLike(wanted)) {
            registry.put(wanted);
            return;
        }
        if (hasDocuments(existing.name())) {
            throw conflict(existing, wanted);
        }
        stored.dropAnd(wanted.name(), () -> registry.put(wanted));
    }

    private boolean hasDocuments(String name) {
        Map<DocumentState, Long> counts = states.counts(name);
        return DOCUMENTS.stream().anyMatch(state -> counts.getOrDefault(state, 0L) > 0);
    }

    private static VizslaException conflict(CollectionSpec existing, CollectionSpec wanted) {
        if (!Objects.equals(existing.model(), wanted.model())) {
            return conflict("model", wanted.model(), existing.model());
        }
        if (!Objects.equals(existing.dimension(), wanted.dimension())) {
            return conflict("dimension", dimension(wanted), dimension(existing));
        }
        if (!Objects.equals(existing.language(), wanted.language())) {
            return conflict("language", wanted.language(), existing.language());
        }
        if (!Objects.equals(existing.cutting(), wanted.cutting())) {
            return conflict("cutting", wanted.cutting(), existing.cutting());
        }
        if (existing.purpose() != wanted.purpose()) {
            return conflict("role", wanted.purpose().id(), existing.purpose().id());
        }
        return conflict("fields", wanted.fields().fields(), existing.fields().fields());
    }

    private static Object dimension(CollectionSpec spec) {
        return spec.dimension() == null ? "that of the model" : spec.dimension();
    }

    private static VizslaException conflict(String field, Object wanted, Object existing) {
        return VizslaException.field(
                ErrorCode.CONFLICT, field, wanted, existing + " as long as the collection holds documents");
    }

    private static VizslaException unknown(String name) {
        return VizslaException.field(ErrorCode.UNKNOWN_COLLECTION, "collection", name, "the name of a collection");
    }
}
