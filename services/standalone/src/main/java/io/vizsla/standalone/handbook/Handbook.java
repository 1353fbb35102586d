package io.vizsla.standalone.handbook;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Documents;
import io.vizsla.standalone.config.InstanceConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends the handbook's pages as collection {@code handbook}: all of them at the first start, those that changed at later
 * ones; a page that is gone is deleted. Only an instance that made the collection itself keeps it up to date, so that a
 * collection of the same name that somebody else filled, or a handbook that somebody deleted, is left alone.
 */
@Singleton
public class Handbook {

    /** The collection's name. */
    public static final String COLLECTION = "handbook";

    private static final Map<String, String> TYPES =
            Map.of("md", "text/markdown", "html", "text/html", "txt", "text/plain");

    private static final Duration INDEXED_WITHIN = Duration.ofMinutes(10);

    private final InstanceConfig config;
    private final CollectionRegistry registry;
    private final CollectionService collections;
    private final Documents documents;
    private final DocumentStates states;

    /** Sends by these parts. */
    public Handbook(
            InstanceConfig config,
            CollectionRegistry registry,
            CollectionService collections,
            Documents documents,
            DocumentStates states) {
        this.config = config;
        this.registry = registry;
        this.collections = collections;
        this.documents = documents;
        this.states = states;
    }

    /** Sends what is new; a failure is logged and does not keep the instance from serving. */
    public void send() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return;
        }
        try {
            HandbookNotes notes = HandbookNotes.in(config.dataDir());
            if (mayWrite(notes)) {
                send(pages(folder.get()), notes);
            }
        } catch (VizslaException | IOException failed) {
            Log.warnf("The handbook was not indexed: %s", failed.getMessage());
        }
    }

    private boolean mayWrite(HandbookNotes notes) throws IOException {
        if (registry.find(COLLECTION).isPresent()) {
            return notes.exist();
        }
        if (!notes.read().isEmpty()) {
            return false;
        }
        notes.write(Map.of());
        collections.put(COLLECTION, CollectionChange.NONE);
        return true;
    }

    private void send(Map<String, Path> pages, HandbookNotes notes) throws IOException {
        Map<String, String> before = notes.read();
        Map<String, String> now = new TreeMap<>();
        Map<DocumentRef, LogPosition> sent = new LinkedHashMap<>();
        for (Map.Entry<String, Path> page : pages.entrySet()) {
            byte[] content = Files.readAllBytes(page.getValue());
            String hash = HandbookNotes.hash(content);
            now.put(page.getKey(), hash);
            if (content.length > 0 && !(hash.equals(before.get(page.getKey())) && known(page.getKey()))) {
                DocumentRef document = new DocumentRef(COLLECTION, page.getKey());
                DocumentBody body = DocumentBody.ofContent(content, type(page.getKey()), new HashMap<>(), null);
                sent.put(document, documents.append(document, body));
            }
        }
        sent.putAll(deleteGone(before.keySet(), now.keySet()));
        notes.write(now);
        if (!sent.isEmpty()) {
            Log.infof("The handbook is being indexed: %d of its %d pages are new", sent.size(), pages.size());
            long deadline = System.nanoTime() + INDEXED_WITHIN.toNanos();
            sent.forEach((document, position) ->
                    documents.await(document, position, Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
            Log.info("The handbook can be searched");
        }
    }

    /** Deletes pages that this class sent and that are no longer there; what others added stays. */
    private Map<DocumentRef, LogPosition> deleteGone(Set<String> before, Set<String> now) {
        Map<DocumentRef, LogPosition> deleted = new LinkedHashMap<>();
        for (String page : before) {
            if (!now.contains(page)) {
                DocumentRef document = new DocumentRef(COLLECTION, page);
                deleted.put(document, documents.append(document, null));
            }
        }
        return deleted;
    }

    private boolean known(String page) {
        return states.find(new DocumentRef(COLLECTION, page)).isPresent();
    }

    private Optional<Path> folder() {
        return config.handbookDir()
                .or(() -> config.root().map(root -> root.resolve("docs")))
                .filter(Files::isDirectory);
    }

    private static Map<String, Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> TYPES.containsKey(extension(file.toString())))
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString().replace('\\', '/'),
                            file -> file,
                            (first, second) -> first,
                            TreeMap::new));
        }
    }

    private static String type(String page) {
        return TYPES.getOrDefault(extension(page), "text/plain");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
