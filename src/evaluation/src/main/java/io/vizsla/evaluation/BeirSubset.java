package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a part of a BEIR folder as another one: the documents of a sample, one split, and the queries that are judged in
 * it, line by line as they stand in the first. The corpus gets its name last, so that a half-written folder cannot be opened.
 */
public final class BeirSubset {

    private static final String PART = ".part";

    private final BeirFolder folder;
    private final Path target;

    private BeirSubset(BeirFolder folder, Path target) {
        this.folder = folder;
        this.target = target;
    }

    /**
     * Writes the folder and opens it.
     *
     * @param target not there yet, or empty
     * @param source what its {@code SOURCE.md} says, in Markdown
     * @throws VizslaException {@code CONFLICT} if the target holds something; {@code STORE_UNAVAILABLE} if it cannot be
     *     written
     */
    public static BeirFolder write(BeirFolder folder, String split, CorpusSample sample, Path target, String source) {
        try {
            checkEmpty(target);
            new BeirSubset(folder, target).write(split, sample.documents(), source);
        } catch (IOException | UncheckedIOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot write to " + target + ": " + broken, broken);
        }
        return BeirFolder.open(target);
    }

    /**
     * Checks that a subset can be written here, which is worth knowing before the work.
     *
     * @throws VizslaException {@code CONFLICT} if something is there
     */
    public static void checkTarget(Path target) {
        try {
            checkEmpty(target);
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot read " + target + ": " + broken, broken);
        }
    }

    private static void checkEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw VizslaException.of(ErrorCode.CONFLICT, target + " holds something; name a folder that is new or empty");
    }

    private void write(String split, Set<String> documents, String source) throws IOException {
        Qrels qrels = folder.qrels(split);
        Files.createDirectories(target.resolve("qrels"));
        Files.writeString(target.resolve("SOURCE.md"), source);
        writeQrels(qrels, target.resolve("qrels").resolve(split + ".tsv"));
        copy(folder.queriesFile(), "", qrels.queries());
        copy(folder.corpusFile(), PART, documents);
        Path corpus = target.resolve(name(folder.corpusFile()));
        Files.move(target.resolve(name(folder.corpusFile()) + PART), corpus, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeQrels(Qrels qrels, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("query-id\tcorpus-id\tscore\n");
            for (String query : qrels.queries()) {
                for (var grade : qrels.of(query).entrySet()) {
                    out.write(query + "\t" + grade.getKey() + "\t" + grade.getValue() + "\n");
                }
            }
        }
    }

    private void copy(Path file, String suffix, Set<String> ids) throws IOException {
        try (Writer out = Files.newBufferedWriter(target.resolve(name(file) + suffix))) {
            TextLines.forEach(file, name(file), (place, line) -> {
                if (ids.contains(JsonLine.id(place, JsonLine.object(place, line)))) {
                    write(out, line + "\n");
                }
            });
        }
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
