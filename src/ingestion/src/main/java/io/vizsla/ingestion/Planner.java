package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.ingestion.Plan.Action;
import io.vizsla.ingestion.Plan.Confirm;
import io.vizsla.ingestion.Plan.Delete;
import io.vizsla.ingestion.Plan.Keep;
import io.vizsla.ingestion.Plan.Seen;
import io.vizsla.ingestion.Plan.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a document by walking its records in log order, as if each came alone: the end is the same
 * however the log is split into batches. Nothing is written here, and only the last usable record will be.
 *
 * <p>Records that the document's state tells of already are passed over: they come again when the log is read from its
 * beginning to fill another collection's index.
 */
final class Planner {

    private final DocumentStates states;
    private final Collections collections;
    private final Preparer preparer;
    private final EventLimits limits;

    Planner(DocumentStates states, Collections collections, Preparer preparer, EventLimits limits) {
        this.states = states;
        this.collections = collections;
        this.preparer = preparer;
        this.limits = limits;
    }

    Plan plan(DocumentRecords records) {
        DocumentStatus before = states.find(records.document()).orElse(null);
        List<LogRecord> news = records.records().stream()
                .filter(record -> !seen(record, before))
                .toList();
        if (news.isEmpty()) {
            return new Plan(records, before, new Seen(), null);
        }
        Walk walk = new Walk(records, before);
        news.forEach(walk::take);
        return new Plan(records, before, walk.action, walk.failure);
    }

    private static boolean seen(LogRecord record, @Nullable DocumentStatus before) {
        return before != null
                && before.position().partition() == record.position().partition()
                && before.position().offset() >= record.position().offset();
    }

    /** The state of a document while its records are walked. */
    private final class Walk {

        private final DocumentRecords records;
        private final @Nullable DocumentStatus before;
        /** Versions that chunks in the index may carry, were each record written on its own. */
        private final Set<Long> versions = new HashSet<>();

        private long version;
        private Action action = new Keep();
        private @Nullable Failure failure;

        Walk(DocumentRecords records, @Nullable DocumentStatus before) {
            this.records = records;
            this.before = before;
            this.version = before == null ? -1 : before.version();
            this.failure = before == null ? null : before.failure();
            if (before != null) {
                versions.add(before.version());
            }
        }

        void take(LogRecord record) {
            Failure known = records.failure(record);
            if (known == null) {
                known = attempt(record);
            }
            if (known != null) {
                records.fail(record, known);
                failure = known;
            }
        }

        private @Nullable Failure attempt(LogRecord record) {
            try {
                if (record.value() == null) {
                    delete(record);
                } else {
                    write(record, DocumentEvents.read(record.value(), limits));
                }
                return null;
            } catch (VizslaException unusable) {
                if (unusable.code().kind() == ErrorKind.CALLER || unusable.code() == ErrorCode.INTERNAL) {
                    return Failure.of(unusable);
                }
                throw unusable;
            }
        }

        private void delete(LogRecord record) {
            Long given = Tombstones.version(record);
            if (given != null && given < version) {
                return;
            }
            long next = given != null
                    ? given
                    : Math.max(version + 1, record.position().offset());
            apply(new Delete(record, next, collections.find(records.document().collection())), next);
        }

        private void write(LogRecord record, DocumentBody body) {
            long next =
                    body.version() != null ? body.version() : record.position().offset();
            if (next < version) {
                return;
            }
            OpenCollection collection = collections.get(records.document().collection());
            String hash = ContentHash.of(body);
            if (unchanged(collection, hash)) {
                apply(new Confirm(record, next), next);
                return;
            }
            Preparer.Prepared document = preparer.prepare(records.document().writable(), next, hash, body, collection);
            apply(
                    new Write(
                            record,
                            next,
                            collection,
                            document.title(),
                            hash,
                            document.chunks(),
                            versions.contains(next),
                            before != null || !versions.isEmpty()),
                    next);
        }

        /**
         * Returns whether the index is known to hold this content. It is not where an earlier record of the batch would
         * have been written: an attempt that ended in a crash may have written just that one.
         */
        private boolean unchanged(OpenCollection collection, String hash) {
            return (action instanceof Keep || action instanceof Confirm)
                    && before != null
                    && before.state() != DocumentState.DELETED
                    && before.chunks() > 0
                    && before.contentHash().equals(hash)
                    && before.indexedAs().equals(collection.indexedAs());
        }

        private void apply(Action next, long nextVersion) {
            action = next;
            version = nextVersion;
            versions.add(nextVersion);
            failure = null;
        }
    }
}
