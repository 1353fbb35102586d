package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.refresh.job.Comparison;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromotionTest {

    private static final String MODEL = "fake-tuned-mapped";
    private static final double LOSS = 0.005;

    private final CollectionServices services = new CollectionServices();
    private final Promotion promotion = new Promotion(services.service(), services.models(), services.rebuilds());

    @BeforeEach
    void addCollection() {
        services.service().put("c", CollectionChange.NONE);
        services.addDocument("c");
    }

    private String serve(SwitchStrategy strategy, Comparison... comparisons) {
        return promotion.serve("c", new Promotion.Candidate(MODEL, "fake", List.of(comparisons), LOSS), strategy);
    }

    private static Comparison compensated(String group, double before, double after) {
        return new Comparison(Comparison.COMPENSATED, group, 20, before, after, 0, 0, 1, 0, 0);
    }

    private CollectionSpec collection() {
        return services.service().get("c");
    }

    @Test
    void documentsStayWhereOnlyQueriesAreLearned() {
        assertThat(serve(SwitchStrategy.QUERY_ONLY)).contains(MODEL + " reads the queries now");

        assertThat(collection().queryModel()).isEqualTo(MODEL);
        assertThat(services.rebuilds().underWay("c")).isEmpty();
    }

    @Test
    void documentsAreIndexedAnewBeforeTheModelServes() {
        assertThat(serve(SwitchStrategy.REINDEX)).contains("indexed anew by " + MODEL);

        assertThat(collection().queryModel()).isEqualTo("fake");
        assertThat(services.rebuilds().find("c").rebuild().to().model()).isEqualTo(MODEL);
    }

    @Test
    void untilThenAMapServes() {
        assertThat(serve(SwitchStrategy.COMPENSATE, compensated(Comparison.UNSEEN, 0.70, 0.70 - LOSS / 2)))
                .contains("a map takes");

        assertThat(collection().queryModel()).isEqualTo(MODEL);
        assertThat(services.rebuilds().find("c").rebuild().to().model()).isEqualTo(MODEL);
    }

    @Test
    void aMapThatLosesServesNobody() {
        assertThat(serve(
                        SwitchStrategy.COMPENSATE,
                        compensated(Comparison.SEEN, 0.70, 0.80),
                        compensated(Comparison.UNSEEN, 0.70, 0.70 - 2 * LOSS)))
                .contains("nothing changes", "it would lose 0.0100");

        assertThat(collection().queryModel()).isEqualTo("fake");
        assertThat(services.rebuilds().underWay("c")).isPresent();
    }

    @Test
    void aMapThatNobodyMeasuredServesNobody() {
        assertThat(serve(SwitchStrategy.COMPENSATE)).contains("nobody measured");

        assertThat(collection().queryModel()).isEqualTo("fake");
    }

    @ParameterizedTest
    @EnumSource(SwitchStrategy.class)
    void doingItTwiceDoesNothingMore(SwitchStrategy strategy) {
        String first = serve(strategy, compensated(Comparison.UNSEEN, 0.7, 0.7));
        CollectionSpec then = collection();
        Object rebuild = services.rebuilds().underWay("c");

        assertThat(serve(strategy, compensated(Comparison.UNSEEN, 0.7, 0.7))).isEqualTo(first);

        assertThat(collection()).isEqualTo(then);
        assertThat((Object) services.rebuilds().underWay("c")).isEqualTo(rebuild);
    }

    @Test
    void aModelThatWasComparedWithAnotherDoesNotServe() {
        for (SwitchStrategy strategy : List.of(SwitchStrategy.REINDEX, SwitchStrategy.COMPENSATE)) {
            assertThatThrownBy(() ->
                            promotion.serve("c", new Promotion.Candidate(MODEL, "fake0", List.of(), LOSS), strategy))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("compared with fake0");
        }
        assertThat(services.rebuilds().underWay("c")).isEmpty();
    }

    @Test
    void whileDocumentsAreIndexedAnewNoOtherRefreshOfThemBegins() {
        promotion.check("c", SwitchStrategy.REINDEX);
        services.rebuilds().begin("c", CollectionChange.ofModel("fake2"));

        promotion.check("c", SwitchStrategy.QUERY_ONLY);
        assertThatThrownBy(() -> promotion.check("c", SwitchStrategy.COMPENSATE))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("fake2");
    }

    @Test
    void anotherRebuildUnderWayIsNotDisturbed() {
        services.rebuilds().begin("c", CollectionChange.ofModel("fake2"));

        assertThatThrownBy(() -> serve(SwitchStrategy.COMPENSATE, compensated(Comparison.UNSEEN, 0.7, 0.7)))
                .isInstanceOf(VizslaException.class);

        assertThat(collection().queryModel()).isEqualTo("fake");
        assertThat(services.rebuilds().find("c").rebuild().to().model()).isEqualTo("fake2");
    }
}
