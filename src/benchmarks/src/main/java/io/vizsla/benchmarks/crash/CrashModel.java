package io.vizsla.benchmarks.crash;

import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.LogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the state must be after a stream of events, worked out one event at a time without any of the platform's code. It
 * is fed in the log's own order, so a version that is an offset is known.
 */
public final class CrashModel {

    private final Map<String, Document> documents = new HashMap<>();
    private final Set<LogPosition> poison = new HashSet<>();

    /** A document as it must be. */
    public static final class Document {
        private DocumentState state = DocumentState.FAILED;
        private long version = -1;
        private @Nullable String text;
        /** The versions that the chunks may carry: repeated content need not be written again. */
        private final List<Long> chunkVersions = new ArrayList<>();

        /** Returns the state it must be in. */
        public DocumentState state() {
            return state;
        }

        /** Returns its version, -1 if nothing of it ever counted. */
        public long version() {
            return version;
        }

        /** Returns what is searchable, null if nothing is. */
        public @Nullable String text() {
            return text;
        }

        /** Returns the versions that its chunks may carry. */
        public List<Long> chunkVersions() {
            return List.copyOf(chunkVersions);
        }
    }

    /** Takes the next event, which lies there on the log. */
    public void apply(CrashEvent event, LogPosition position) {
        Document document = documents.computeIfAbsent(event.id(), _ -> new Document());
        switch (event.kind()) {
            case POISON -> {
                poison.add(position);
                document.state = DocumentState.FAILED;
            }
            case DELETE -> delete(document, event, position);
            case WRITE -> write(document, event, position);
        }
    }

    /** Returns every document that an event named, by its id. */
    public Map<String, Document> documents() {
        return documents;
    }

    /** Returns where the records lie that must be dead-lettered, once each. */
    public Set<LogPosition> poison() {
        return poison;
    }

    private static void delete(Document document, CrashEvent event, LogPosition position) {
        Long given = event.version();
        if (given != null && given < document.version) {
            return;
        }
        document.version = given != null ? given : Math.max(document.version + 1, position.offset());
        document.state = DocumentState.DELETED;
        document.text = null;
        document.chunkVersions.clear();
    }

    private static void write(Document document, CrashEvent event, LogPosition position) {
        long version = event.version() != null ? event.version() : position.offset();
        if (version < document.version) {
            return;
        }
        boolean repeated = event.text() != null && event.text().equals(document.text);
        if (!repeated) {
            document.chunkVersions.clear();
        }
        document.chunkVersions.add(version);
        document.version = version;
        document.state = DocumentState.INDEXED;
        document.text = event.text();
    }
}
