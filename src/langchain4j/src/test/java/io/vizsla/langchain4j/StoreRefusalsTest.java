package io.vizsla.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be stored is told by name, and nothing of the list is stored. */
class StoreRefusalsTest {

    private static final Embedding ONE = Embedding.from(unit());

    private final IndexEmbeddingStore store =
            new IndexEmbeddingStore(new InMemoryPassageIndexes().open(TestIndexes.spec("rows", Map.of())));

    @Test
    void rowWithoutVector() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.addAll(List.of("a", "b"), Collections.nCopies(2, null), null))
                .withMessage("embedding of the row a = null is not valid: must be a vector");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.add((Embedding) null))
                .withMessageContaining("must be a vector");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.add("a", null))
                .withMessageContaining("the row a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.add((String) null, ONE))
                .withMessageContaining("id");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numberThatIsNone(double number) {
        for (Metadata metadata :
                List.of(new Metadata().put("weight", number), new Metadata().put("weight", (float) number))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MetadataValues.stored(metadata))
                    .withMessage("metadata.weight = " + number + " is not valid: must be a finite number");
            assertThatIllegalArgumentException().isThrownBy(() -> store.add(ONE, TextSegment.from("text", metadata)));
        }
    }

    @Test
    void largestNumbersAreNumbers() {
        Metadata metadata = new Metadata().put("weight", Double.MAX_VALUE).put("small", Float.MIN_VALUE);

        assertThat(MetadataValues.stored(metadata))
                .containsEntry("weight", Double.MAX_VALUE)
                .containsEntry("small", 1.4e-45);
    }

    private static float[] unit() {
        float[] vector = new float[FakeEncoder.DIMENSION];
        vector[0] = 1;
        return vector;
    }
}
