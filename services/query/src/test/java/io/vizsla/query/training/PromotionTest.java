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

class PromotionTest {

    private static final String MODEL = "fake-tuned-mapped";
    private static final double LOSS = 0.005;

    private final CollectionServices services = new CollectionServices();
    private final Promotion promotion = new Promotion(services.models(), services.rebuilds());

    @BeforeEach
    void addCollection() {
        services.service().put("c", CollectionChange.NONE);
        services.addDocument("c");
    }

    private String serve(SwitchStrategy strategy, Comparison... comparisons) {
        return promotion.serve("c", MODEL, strategy, List.of(comparisons), LOSS);
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
        assertThat(services.rebuilds().leadsTo("c", MODEL)).isFalse();
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
                .contains("nothing changes");

        assertThat(collection().queryModel()).isEqualTo("fake");
        assertThat(services.rebuilds().leadsTo("c", MODEL)).isTrue();
    }

    @Test
    void aMapThatNobodyMeasuredServesNobody() {
        serve(SwitchStrategy.COMPENSATE);

        assertThat(collection().queryModel()).isEqualTo("fake");
    }

    @Test
    void doingItTwiceDoesNothingMore() {
        for (SwitchStrategy strategy : SwitchStrategy.values()) {
            serve(strategy, compensated(Comparison.UNSEEN, 0.7, 0.7));
            serve(strategy, compensated(Comparison.UNSEEN, 0.7, 0.7));
        }

        assertThat(collection().queryModel()).isEqualTo(MODEL);
        assertThat(services.rebuilds().find("c").rebuild().to().model()).isEqualTo(MODEL);
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
