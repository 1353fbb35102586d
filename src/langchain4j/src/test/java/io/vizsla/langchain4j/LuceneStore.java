package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.testkit.FakeEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An embedding store on a Lucene index in a folder of its own, which goes with it. */
final class LuceneStore implements AutoCloseable {

    private final Path folder;
    private final PassageIndex index;
    final IndexEmbeddingStore store;

    LuceneStore(Map<String, FieldType> fields) {
        try {
            folder = Files.createTempDirectory("lucene-store-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        index = new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS)
                .open(new IndexSpec(
                        "rows", new Space("fake@1"), FakeEncoder.DIMENSION, 0, "en", FieldSchema.of(fields)));
        store = new IndexEmbeddingStore(index);
    }

    PassageIndex index() {
        return index;
    }

    @Override
    public void close() {
        index.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
