package io.vizsla.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What comes after a memory. */
class FollowStepTest {

    private final SmallCollection collection = new SmallCollection();
    private final SearchPipeline pipeline = new SearchPipeline();

    @Test
    void eachMemoryComesWithTheNextChunkOfItsDocument() {
        collection.fillOne("d0", "the dog barked", "the cat ran", "the dog slept");
        collection.fillOne("d1", "a dog alone");

        assertThat(following(Purpose.MEMORY, "dog cat"))
                .containsExactly(Map.entry("c/d0#0", "the cat ran"), Map.entry("c/d0#1", "the dog slept"));
    }

    @Test
    void aChunkOfAnotherVersionDoesNotFollow() {
        collection.fillOne("d0", "the dog barked", "the cat ran");
        replace("d0", 1, "words of a later version");

        assertThat(following(Purpose.MEMORY, "dog")).isEmpty();
    }

    @Test
    void otherRolesReadNothingMore() {
        collection.fillOne("d0", "the dog barked", "the cat ran");

        assertThat(following(Purpose.KNOWLEDGE, "dog")).isEmpty();
    }

    @Test
    void tellsOfItself() {
        collection.fillOne("d0", "the dog barked", "the cat ran");

        Explanation told = search(Purpose.MEMORY, "dog", 1).explanation();

        assertThat(told).isNotNull();
        assertThat(told.steps().getLast().name()).isEqualTo("follow");
        assertThat(told.steps().getLast().details())
                .containsEntry("received", 1)
                .containsEntry("followed", 1);
    }

    private Map<String, String> following(Purpose purpose, String query) {
        Map<String, String> texts = new TreeMap<>();
        search(purpose, query, 10).following().forEach((id, chunk) -> texts.put(id.toString(), chunk.text()));
        return texts;
    }

    private SearchResult search(Purpose purpose, String query, int topK) {
        OpenCollection open = collection.open(Map.of());
        CollectionSpec spec = open.spec();
        CollectionSpec with = new CollectionSpec(
                spec.name(),
                spec.model(),
                spec.language(),
                spec.cutting(),
                spec.fields(),
                purpose,
                Tasks.NONE,
                spec.pipeline());
        return pipeline.search(
                new OpenCollection(with, open.encoder(), open.index()),
                new Query(query, Mode.HYBRID, topK, Instruction.NONE, Demonstrations.USUAL, null, 0, false, true));
    }

    private void replace(String document, int ordinal, String text) {
        ChunkId id = Candidates.id(document, ordinal);
        var encoded = collection.encoder().encode(List.of(EncodingInput.passage(text)));
        Chunk chunk = new Chunk(id, 2, "", List.of(), text, 0, text.length(), Map.of(), "h");
        collection
                .index()
                .upsert(new Batch(List.of(new EncodedChunk(
                        chunk, encoded.dense()[0], encoded.tokens().getFirst()))));
    }
}
