package io.vizsla.retrieval;

import static io.vizsla.retrieval.Candidates.documents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Empty, odd and invalid input of the whole pipeline. */
class SearchPipelineBoundsTest {

    private final SmallCollection collection = new SmallCollection();
    private final SearchPipeline pipeline = new SearchPipeline();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anEmptyIndexAnswersNothing(Mode mode) {
        assertThat(pipeline.search(collection.open(Map.of()), Query.of("heart", mode, 10))
                        .hits())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFilterThatExcludesAllAnswersNothing(Mode mode) {
        collection.fill("heart attack risk");
        Filter none = new Filter.Compare("year", Operator.EQ, 1L);

        assertThat(pipeline.search(
                                collection.open(Map.of()),
                                Query.of("heart", mode, 10).withFilter(none))
                        .hits())
                .isEmpty();
    }

    @Test
    void aQueryWithoutWordsFallsBackToTheVector() {
        collection.fill("heart attack risk", "?", "solar panel roof");

        SearchResult result = pipeline.search(collection.open(Map.of()), Query.of("?", Mode.HYBRID, 3));

        assertThat(documents(result.hits())).startsWith("d1").hasSize(3);
        assertThat(result.hits()).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        assertThat(pipeline.search(collection.open(Map.of()), Query.of("?", Mode.LEXICAL, 3))
                        .hits())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oddQueriesGiveFiniteScores(Mode mode) {
        collection.fill("heart attack risk", "heart attack risk", "heart attack risk", "x");
        for (String text : List.of("x", "?", "heart", "heart ".repeat(1365), "\ud83d\ude00", "w1 ".repeat(2000))) {
            assertThat(pipeline.search(collection.open(Map.of()), Query.of(text, mode, 10))
                            .hits())
                    .allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        }
    }

    @Test
    void oneCandidate() {
        collection.fill("heart attack risk");

        assertThat(pipeline.search(collection.open(Map.of()), Query.of("heart", Mode.HYBRID, 10))
                        .hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        OpenCollection opened = collection.open(Map.of());
        assertThatThrownBy(() -> pipeline.search(opened, Query.of("  ", Mode.HYBRID, 3)))
                .hasMessageContaining("query");
        assertThatThrownBy(() -> pipeline.search(opened, Query.of("a", Mode.HYBRID, 0)))
                .hasMessageContaining("topK");
        Query minus =
                new Query("a", Mode.HYBRID, 1, Instruction.NONE, Demonstrations.USUAL, null, Double.NaN, false, false);
        assertThatThrownBy(() -> pipeline.search(opened, minus)).hasMessageContaining("minScore");
    }
}
