package io.vizsla.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.api.document.FieldType;
import io.vizsla.testkit.FakeEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A filter passes the same rows whether its field is declared or not, also where more keywords pass than an index takes in a request. */
abstract class ManyKeywordsContract {

    /** One more than Milvus takes. */
    private static final int KEYWORDS = 16_385;

    /** Returns where indexes come from. */
    abstract TestIndexes indexes();

    @Test
    void partOfMoreKeywordsThanTheIndexTakesIsLookedForRowByRow() {
        IndexEmbeddingStore store = new IndexEmbeddingStore(indexes().empty(Map.of("code", FieldType.KEYWORD)));
        for (int from = 0; from < KEYWORDS; from += 1_000) {
            List<Integer> part = IntStream.range(from, Math.min(KEYWORDS, from + 1_000))
                    .boxed()
                    .toList();
            store.addAll(
                    part.stream().map(i -> "r" + i).toList(),
                    part.stream().map(ManyKeywordsContract::vector).toList(),
                    part.stream()
                            .map(i -> TextSegment.from("row", new Metadata().put("code", "code-" + i)))
                            .toList());
        }

        assertThat(ids(store, metadataKey("code").containsString("ode-"))).containsExactly("r7");
        assertThat(ids(store, metadataKey("code").containsString("ode-16384"))).containsExactly("r16384");
    }

    private static List<String> ids(IndexEmbeddingStore store, Filter filter) {
        return store
                .search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(vector(7))
                        .filter(filter)
                        .maxResults(1)
                        .build())
                .matches()
                .stream()
                .map(EmbeddingMatch::embeddingId)
                .toList();
    }

    /** The seventh alone points where the query does. */
    private static Embedding vector(int row) {
        float[] vector = new float[FakeEncoder.DIMENSION];
        vector[row == 7 ? 1 : 0] = 1;
        return Embedding.from(vector);
    }
}
