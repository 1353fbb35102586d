package io.vizsla.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.segment.TextSegment;
import io.vizsla.client.Embeddings;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.Reranked;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.SearchResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VizslaScoringModelTest {

    private final ByLength engine = new ByLength();
    private final VizslaScoringModel scorer = new VizslaScoringModel(engine);

    @Test
    void anyNumberOfSegmentsIsScoredInItsOrder() {
        List<TextSegment> segments = IntStream.range(0, 1_100)
                .mapToObj(i -> TextSegment.from("x".repeat(1 + i % 70)))
                .toList();

        var answer = scorer.scoreAll(segments, "query");

        assertThat(answer.content())
                .isEqualTo(segments.stream()
                        .map(segment -> segment.text().length() / 100.0)
                        .toList());
        assertThat(answer.tokenUsage().inputTokenCount()).isEqualTo(1_100);
        assertThat(engine.asked).containsExactly(250, 250, 250, 250, 100);
    }

    @Test
    void noSegmentsAreNotAskedFor() {
        assertThat(scorer.scoreAll(List.of(), "query").content()).isEmpty();
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void scoreThatIsMissingIsAnError() {
        engine.incomplete = true;

        assertThatIllegalStateException()
                .isThrownBy(() -> scorer.scoreAll(List.of(TextSegment.from("a"), TextSegment.from("a")), "query"))
                .withMessage("of 2 segments 1 were scored, and not each of them");
    }

    /** Longer passages are better; results come best first, as those of an instance do. */
    private static final class ByLength implements Engine {

        final List<Integer> asked = new ArrayList<>();
        boolean incomplete;

        @Override
        public Reranked rerank(@Nullable String model, String query, List<String> passages) {
            asked.add(passages.size());
            List<Reranked.Result> results = new ArrayList<>(IntStream.range(0, passages.size())
                    .mapToObj(i -> new Reranked.Result(i, passages.get(i).length() / 100.0))
                    .toList());
            Collections.reverse(results);
            return new Reranked(
                    "by-length", incomplete ? results.subList(0, 1) : results, new Reranked.Usage(passages.size()));
        }

        @Override
        public SearchResult search(String collection, SearchRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Embeddings embed(EmbeddingsRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalInt dimension(String model) {
            return OptionalInt.empty();
        }
    }
}
