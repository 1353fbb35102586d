package io.vizsla.standalone.handbook;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Documents;
import io.vizsla.standalone.config.InstanceConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
        int sent = 0;
        for (Map.Entry<String, Path> page : pages.entrySet()) {
            byte[] content = Files.readAllBytes(page.getValue());
            String hash = HandbookNotes.hash(content);
            now.put(page.getKey(), hash);
            if (content.length > 0 && !(hash.equals(before.get(page.getKey())) && known(page.getKey()))) {
                documents.append(
                        new DocumentRef(COLLECTION, page.getKey()),
                        DocumentBody.ofContent(content, type(page.getKey()), new HashMap<>(), null));
                sent++;
            }
        }
        sent += deleteGone(before.keySet(), now.keySet());
        notes.write(now);
        if (sent > 0) {
            Log.infof("The handbook has changed: %d of %d pages are being indexed", sent, pages.size());
        }
    }

    /** Deletes pages that this class sent and that are no longer there; what others added stays. */
    private int deleteGone(Set<String> before, Set<String> now) {
        List<String> gone = before.stream().filter(page -> !now.contains(page)).toList();
        gone.forEach(page -> documents.append(new DocumentRef(COLLECTION, page), null));
        return gone.size();
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
