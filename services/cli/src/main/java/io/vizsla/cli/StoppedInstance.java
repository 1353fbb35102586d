package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** Reads the data folder of an instance that is not running. */
final class StoppedInstance {

    private static final String FIELD = "fields.";

    private StoppedInstance() {}

    /**
     * Checks one index, or all where no name is given.
     *
     * @return index name to report, in the form that an instance answers with
     * @throws CliException with {@link ExitCode#ENVIRONMENT} if the instance is running
     */
    static ObjectNode check(Path dataDir, @Nullable String name) {
        if (StartCheck.isLocked(dataDir.resolve("vizsla.lock"))) {
            throw new CliException(
                    ExitCode.ENVIRONMENT,
                    "The data folder " + dataDir + " is in use by a running instance. Leave out --data-dir to ask it.");
        }
        Path root = dataDir.resolve("index");
        List<String> names = name == null ? names(root) : List.of(name);
        ObjectNode reports = Json.object();
        names.forEach(one -> reports.set(one, report(root, one)));
        return reports;
    }

    private static List<String> names(Path root) {
        if (!Files.isDirectory(root)) {
            throw new CliException(ExitCode.FAILED, "There is no index below " + root);
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(folder -> !folder.endsWith(".dropped"))
                    .sorted()
                    .toList();
        } catch (IOException refused) {
            throw new CliException(ExitCode.FAILED, "Cannot list " + root + ": " + refused, null, refused);
        }
    }

    private static JsonNode report(Path root, String name) {
        LucenePassageIndexes indexes = new LucenePassageIndexes(root, LuceneOptions.DEFAULTS);
        if (!indexes.exists(name)) {
            return json(new IndexReport(0, 0, List.of("There is no index of this name in " + root)));
        }
        try (PassageIndex index = indexes.open(spec(root, name))) {
            return json(index.check());
        } catch (VizslaException broken) {
            return json(new IndexReport(0, 0, List.of(broken.detail())));
        } catch (IOException | IllegalArgumentException broken) {
            return json(new IndexReport(0, 0, List.of("The index cannot be read: " + broken)));
        }
    }

    /** Reads what the index was made for out of its newest commit, where {@link LucenePassageIndexes} puts it. */
    private static IndexSpec spec(Path root, String name) throws IOException {
        try (FSDirectory directory = FSDirectory.open(root.resolve(name))) {
            Map<String, String> stored =
                    SegmentInfos.readLatestCommit(directory).getUserData();
            return new IndexSpec(
                    name,
                    new Space(stored.getOrDefault("space", "")),
                    Integer.parseInt(stored.getOrDefault("dimension", "")),
                    Integer.parseInt(stored.getOrDefault("tokenDimension", "")),
                    stored.getOrDefault("language", ""),
                    fields(stored));
        }
    }

    private static FieldSchema fields(Map<String, String> stored) {
        Map<String, FieldType> fields = new TreeMap<>();
        stored.forEach((key, type) -> {
            if (key.startsWith(FIELD)) {
                fields.put(key.substring(FIELD.length()), FieldType.valueOf(type.toUpperCase(Locale.ROOT)));
            }
        });
        return FieldSchema.of(fields);
    }

    private static ObjectNode json(IndexReport report) {
        ObjectNode json = Json.object()
                .put("sound", report.sound())
                .put("chunks", report.chunks())
                .put("documents", report.documents());
        report.problems().forEach(problem -> json.withArray("/problems").add(problem));
        return json;
    }
}
