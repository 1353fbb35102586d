package io.vizsla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirCollectionTest {

    private static final String DOG = "{\"_id\":\"dog\",\"title\":\"Dogs\",\"text\":\"The vizsla points.\"}\n";
    private static final String CAT = "{\"_id\":\"cat\",\"title\":\"Cats\",\"text\":\"A cat sleeps.\"}\n";

    @TempDir
    private Path folder;

    @Test
    void aPartHasTheVectorsOfTheWhole() throws IOException {
        FakeEncoder encoder = new FakeEncoder();
        PassageIndexes indexes = new InMemoryPassageIndexes();
        try (BeirCollection whole = BeirCollection.open(write("whole", CAT + DOG), indexes, encoder)) {
            long encoded = encoder.encoded();

            try (BeirCollection part = BeirCollection.openPart(write("part", DOG), indexes, whole)) {
                ChunkId inWhole = new ChunkId(new DocumentRef("whole", "dog"), 0);
                ChunkId inPart = new ChunkId(new DocumentRef("part", "dog"), 0);
                PassageIndex copy = part.collection().index();
                PassageIndex original = whole.collection().index();
                assertThat(copy.stats().chunks()).isEqualTo(1);
                assertThat(copy.vectors(List.of(inPart)).get(inPart))
                        .isEqualTo(original.vectors(List.of(inWhole)).get(inWhole));
                assertThat(copy.tokenVectors(List.of(inPart))).containsKey(inPart);
                assertThat(copy.chunks(List.of(inPart)).get(inPart).text()).isEqualTo("The vizsla points.");
                assertThat(encoder.encoded()).isEqualTo(encoded).isEqualTo(2);
            }
        }
    }

    private BeirFolder write(String name, String corpus) throws IOException {
        Path set = Files.createDirectories(folder.resolve(name));
        Files.writeString(set.resolve("corpus.jsonl"), corpus);
        Files.writeString(set.resolve("queries.jsonl"), "{\"_id\":\"q\",\"text\":\"Which dog points?\"}\n");
        return BeirFolder.open(set);
    }
}
