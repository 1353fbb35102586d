package io.vizsla.api.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.FieldSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryModelsTest {

    @Test
    void theOneThatServedBecomesThePreviousOne() {
        QueryModels first = QueryModels.NONE.with("a", "own");
        QueryModels second = first.with("b", "own");
        QueryModels back = second.with("own", "own");

        assertThat(first).isEqualTo(new QueryModels("a", null, "own"));
        assertThat(second).isEqualTo(new QueryModels("b", null, "a"));
        assertThat(back).isEqualTo(new QueryModels(null, null, "b"));
        assertThat(back.serving("own")).isEqualTo("own");
        assertThat(second.serving("own")).isEqualTo("b");
    }

    @Test
    void whatServesAlreadyChangesNothing() {
        QueryModels models = new QueryModels("a", null, "own");

        assertThat(models.with("a", "own")).isSameAs(models);
        assertThat(QueryModels.NONE.with("own", "own")).isSameAs(QueryModels.NONE);
    }

    @Test
    void aChallengerThatServesChallengesNoMore() {
        QueryModels models = new QueryModels(null, "b", null);

        assertThat(models.with("a", "own").challenger()).isEqualTo("b");
        assertThat(models.with("b", "own").challenger()).isNull();
    }

    @Test
    void documentsAreIndexedAlikeWhoeverReadsTheQueries() {
        CollectionSpec plain = new CollectionSpec("c", "own", "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of());
        CollectionSpec tuned = plain.withQueryModels(new QueryModels("a", null, "own"));

        assertThat(tuned).isNotEqualTo(plain);
        assertThat(tuned.indexesLike(plain)).isTrue();
        assertThat(tuned.queryModel()).isEqualTo("a");
        assertThat(plain.queryModel()).isEqualTo("own");
        assertThat(tuned.withDimension(8).queryModels()).isEqualTo(tuned.queryModels());
        assertThat(tuned.withQueryModels(QueryModels.NONE)).isEqualTo(plain);
    }
}
