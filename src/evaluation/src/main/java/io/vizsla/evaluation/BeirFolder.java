package io.vizsla.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.TextLines.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A test set in the layout of BEIR (Thakur et al. 2021): {@code corpus.jsonl} and {@code queries.jsonl} with one object a
 * line, and {@code qrels/SPLIT.tsv}, each as it is or packed with {@code .gz} at its end. Files are streamed; nothing
 * of the corpus is held. Every error names file and line.
 */
public final class BeirFolder {

    private static final String CORPUS = "corpus.jsonl";
    private static final String QUERIES = "queries.jsonl";

    private final Path folder;

    private BeirFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if it is no folder or lacks {@code corpus.jsonl} or
     *     {@code queries.jsonl}
     */
    public static BeirFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "There is no folder " + folder);
        }
        for (String file : List.of(CORPUS, QUERIES)) {
            if (!StoredFile.exists(folder.resolve(file))) {
                throw VizslaException.of(
                        ErrorCode.UNKNOWN_RESOURCE,
                        folder + " has no " + file + ": a BEIR folder holds " + CORPUS + ", " + QUERIES
                                + " and qrels/SPLIT.tsv");
            }
        }
        return new BeirFolder(folder);
    }

    /** Returns whether a folder has a BEIR corpus; queries and judgements need not be there. */
    public static boolean hasCorpus(Path folder) {
        return Files.isRegularFile(folder.resolve(CORPUS));
    }

    /** Returns the folder's name, which is also the test set's. */
    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** Returns the corpus file; where it is packed, its name ends in {@code .gz} in the folder but not here. */
    public Path corpusFile() {
        return folder.resolve(CORPUS);
    }

    /** Returns the file of the queries; packed as {@link #corpusFile}. */
    Path queriesFile() {
        return folder.resolve(QUERIES);
    }

    /**
     * Calls back with every document of the corpus, in the order of the file.
     *
     * @throws VizslaException {@code INVALID_JSON} or {@code INVALID_TEXT} naming file and line; also when an id stands twice
     */
    public void forEachDocument(Consumer<BeirDocument> consumer) {
        Set<String> seen = new HashSet<>();
        TextLines.forEach(corpusFile(), CORPUS, (place, line) -> {
            BeirDocument document = document(place, line);
            if (!seen.add(document.id())) {
                throw place.bad(ErrorCode.INVALID_JSON, "_id", document.id(), "there once");
            }
            consumer.accept(document);
        });
    }

    /** Returns all queries, id to text, in the order of the file; errors as in {@link #forEachDocument}. */
    public Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        TextLines.forEach(queriesFile(), QUERIES, (place, line) -> {
            JsonNode json = JsonLine.object(place, line);
            String id = JsonLine.id(place, json);
            if (queries.putIfAbsent(id, JsonLine.text(place, json, "text")) != null) {
                throw place.bad(ErrorCode.INVALID_JSON, "_id", id, "there once");
            }
        });
        return queries;
    }

    /**
     * Returns the judgements of a split.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if there is no such split, naming those that are there; else as
     *     {@link QrelsFile#read}
     */
    public Qrels qrels(String split) {
        Path file = qrelsFile(split);
        if (!StoredFile.exists(file)) {
            throw VizslaException.of(
                    ErrorCode.UNKNOWN_RESOURCE, folder + " has no split \"" + split + "\"; there are " + splits());
        }
        return QrelsFile.read(file, "qrels/" + split + ".tsv");
    }

    /** Returns the names of the splits in alphabetical order; empty if nothing is judged. */
    public List<String> splits() {
        Path qrels = folder.resolve("qrels");
        if (!Files.isDirectory(qrels)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(qrels)) {
            return files.map(StoredFile::plainName)
                    .filter(name -> name.endsWith(".tsv"))
                    .map(name -> name.substring(0, name.length() - ".tsv".length()))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot list " + qrels + ": " + broken, broken);
        }
    }

    /** Returns SHA-256 of the corpus file's bytes, in hexadecimal. */
    public String corpusHash() {
        return FileHash.of(List.of(corpusFile()));
    }

    /** Returns SHA-256 of the bytes of corpus, queries and the split's judgements, one after the other. */
    public String hash(String split) {
        return FileHash.of(List.of(corpusFile(), queriesFile(), qrelsFile(split)));
    }

    private Path qrelsFile(String split) {
        if (!split.matches("[A-Za-z0-9_.-]+")) {
            throw VizslaException.invalid("split", split, "letters, digits, dots, dashes and underscores");
        }
        return folder.resolve("qrels").resolve(split + ".tsv");
    }

    private static BeirDocument document(Place place, String line) {
        JsonNode json = JsonLine.object(place, line);
        String title = json.hasNonNull("title") ? JsonLine.text(place, json, "title") : "";
        return new BeirDocument(
                JsonLine.id(place, json),
                title,
                JsonLine.text(place, json, "text"),
                JsonLine.map(place, json, "metadata"));
    }
}
