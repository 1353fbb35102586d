package io.vizsla.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.config.SearchConfig;
import io.vizsla.query.config.ShadowConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.OneModel;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowTrafficTest {

    private static final CollectionSpec SPEC = new CollectionSpec(
                    "docs", "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of())
            .withQueryModels(new QueryModels(null, "fake-tuned", null));

    private final FakeEncoder encoder = new FakeEncoder();
    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final FakeJudgements judgements = new FakeJudgements();
    private final TwoModels searcher = new TwoModels();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BoundedWork work = new BoundedWork(Configs.defaults(SearchConfig.class));
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));
    private final List<ShadowTraffic> open = new ArrayList<>();

    @BeforeEach
    void create() {
        registry.put(SPEC);
    }

    @AfterEach
    void close() {
        searcher.gate.countDown();
        open.forEach(ShadowTraffic::close);
        index.close();
    }

    private ShadowTraffic shadow(String share, int queue) {
        ShadowConfig config = Configs.of(
                ShadowConfig.class, Map.of("vizsla.shadow.share", share, "vizsla.shadow.queue", String.valueOf(queue)));
        ShadowTraffic shadow =
                new ShadowTraffic(registry, new OneModel(encoder), searcher, judgements, work, config, meters);
        open.add(shadow);
        return shadow;
    }

    private void search(ShadowTraffic shadow, CollectionSpec spec, Query query) {
        OpenCollection collection = new OpenCollection(spec, encoder, index);
        shadow.answered(collection, query, searcher.found("a", "b", "c", "d"), Duration.ofMillis(10));
    }

    private ShadowReport after(ShadowTraffic shadow, long seen) throws InterruptedException {
        ShadowReport report = shadow.report(SPEC).orElseThrow();
        for (int i = 0; i < 1000 && report.queries() + report.failed() < seen; i++) {
            Thread.sleep(10);
            report = shadow.report(SPEC).orElseThrow();
        }
        return report;
    }

    /** Returns how many comparisons the meters count, once it is so many: they count one a moment after it is told. */
    private double compared(double most) throws InterruptedException {
        Counter counter = meters.counter("vizsla.shadow.queries", "result", "compared");
        for (int i = 0; i < 1000 && counter.count() < most; i++) {
            Thread.sleep(10);
        }
        return counter.count();
    }

    private static Query query(String text) {
        return Query.of(text, Mode.HYBRID, 10);
    }

    @Test
    void comparesWhatBothFound() throws Exception {
        searcher.gate.countDown();
        judgements.append(judgement("b", 1));
        ShadowTraffic shadow = shadow("1", 8);

        search(shadow, SPEC, query("judged"));
        search(shadow, SPEC, query("another"));
        ShadowReport report = after(shadow, 2);

        assertThat(report.champion()).isEqualTo("fake");
        assertThat(report.challenger()).isEqualTo("fake-tuned");
        assertThat(searcher.asked).containsOnly("fake-tuned");
        assertThat(report.queries()).isEqualTo(2);
        assertThat(report.overlap()).isCloseTo(0.75, within(1e-9));
        assertThat(report.rankBiasedOverlap()).isBetween(0.5, 0.9);
        assertThat(report.championMillis()).isCloseTo(10, within(1e-9));
        assertThat(report.challengerMillis()).isNotNull();
        assertThat(report.judged()).isEqualTo(1);
        assertThat(report.championNdcg()).isCloseTo(1 / (Math.log(3) / Math.log(2)), within(1e-6));
        assertThat(report.challengerNdcg()).isCloseTo(1, within(1e-6));
        assertThat(compared(2)).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForAChallengerThatIsBusy() throws Exception {
        ShadowTraffic shadow = shadow("1", 1);

        for (int i = 0; i < 50; i++) {
            search(shadow, SPEC, query("query " + i));
        }

        ShadowReport stuck = shadow.report(SPEC).orElseThrow();
        assertThat(stuck.queries()).isZero();
        assertThat(stuck.left()).isGreaterThanOrEqualTo(48);
        assertThat(stuck.overlap()).isNull();
        searcher.gate.countDown();
        assertThat(after(shadow, 1).queries()).isPositive();
    }

    @Test
    void aChallengerThatFailsIsCounted() throws Exception {
        searcher.gate.countDown();
        searcher.failure = new IllegalStateException("broken");
        ShadowTraffic shadow = shadow("1", 8);

        search(shadow, SPEC, query("a"));

        assertThat(after(shadow, 1).failed()).isEqualTo(1);
        searcher.failure = null;
        search(shadow, SPEC, query("b"));
        assertThat(after(shadow, 2).queries()).isEqualTo(1);
    }

    @Test
    void onlyAShareIsReadAndNothingThatNoModelReads() throws Exception {
        searcher.gate.countDown();
        ShadowTraffic none = shadow("0", 8);
        ShadowTraffic all = shadow("1", 8);

        search(none, SPEC, query("a"));
        search(all, SPEC, Query.of("words", Mode.LEXICAL, 10));
        search(all, SPEC.withQueryModels(QueryModels.NONE), query("nobody challenges"));
        search(all, SPEC, query("last"));

        assertThat(after(all, 1).queries()).isEqualTo(1);
        assertThat(none.report(SPEC).orElseThrow().queries()).isZero();
        assertThat(all.report(SPEC.withQueryModels(QueryModels.NONE))).isEmpty();
    }

    @Test
    void anotherChallengerIsAnotherComparison() throws Exception {
        searcher.gate.countDown();
        ShadowTraffic shadow = shadow("1", 8);
        search(shadow, SPEC, query("a"));
        after(shadow, 1);

        ShadowReport other = shadow.report(SPEC.withQueryModels(new QueryModels(null, "fake-other", null)))
                .orElseThrow();

        assertThat(other.challenger()).isEqualTo("fake-other");
        assertThat(other.queries()).isZero();
    }

    @Test
    void anErrorOfNativeCodeEndsNoComparison() throws Exception {
        searcher.gate.countDown();
        searcher.failure = new UnsatisfiedLinkError("no such library");
        ShadowTraffic shadow = shadow("1", 8);
        search(shadow, SPEC, query("a"));
        assertThat(after(shadow, 1).failed()).isEqualTo(1);

        searcher.failure = null;
        search(shadow, SPEC, query("b"));

        assertThat(after(shadow, 2).queries()).isEqualTo(1);
    }

    /** Keys put clicks before grades. */
    @Test
    void gradesCountHoweverOftenAQueryWasClicked() throws Exception {
        searcher.gate.countDown();
        for (int i = 0; i < 300; i++) {
            judgements.append(new Judgement(
                    new DocumentRef("docs", "x" + i), "Judged?", null, 1, Judgement.Source.CLICKED, 1, Instant.EPOCH));
        }
        judgements.append(judgement("b", 1));
        ShadowTraffic shadow = shadow("1", 8);

        search(shadow, SPEC, query("judged"));

        assertThat(after(shadow, 1).judged()).isEqualTo(1);
    }

    @Test
    void aSearchThatIsUnderWayEndsBeforeTheReaderStops() throws Exception {
        ShadowTraffic shadow = shadow("1", 8);
        search(shadow, SPEC, query("a"));
        for (int i = 0; i < 1000 && searcher.asked.isEmpty(); i++) {
            Thread.sleep(10);
        }

        Thread stopping = Thread.ofVirtual().start(shadow::close);
        assertThat(stopping.join(Duration.ofMillis(300)))
                .as("waits for the search")
                .isFalse();
        searcher.gate.countDown();

        assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        assertThat(searcher.ended).hasValue(1);
        assertThat(shadow.report(SPEC).orElseThrow().queries()).isEqualTo(1);
    }

    @Test
    void aComparisonEndsWithItsChallenger() throws Exception {
        searcher.gate.countDown();
        ShadowTraffic shadow = shadow("1", 8);
        search(shadow, SPEC, query("a"));
        after(shadow, 1);

        registry.put(SPEC.withQueryModels(QueryModels.NONE));
        for (int i = 0; i < 1000 && shadow.report(SPEC).orElseThrow().queries() > 0; i++) {
            Thread.sleep(10);
        }
        registry.put(SPEC);

        assertThat(shadow.report(SPEC).orElseThrow().queries())
                .as("begins at nothing")
                .isZero();
    }

    /** A search may be answered before a switch and be read after it. */
    @Test
    void aSearchOfThePastDoesNotEndTheNewComparison() throws Exception {
        CollectionSpec switched = SPEC.withQueryModels(new QueryModels("fake-new", "fake-tuned", null));
        searcher.gate.countDown();
        registry.put(switched);
        ShadowTraffic shadow = shadow("1", 8);
        search(shadow, switched, query("a"));

        search(shadow, SPEC, query("late"));
        search(shadow, switched, query("b"));
        ShadowReport report = shadow.report(switched).orElseThrow();
        for (int i = 0; i < 1000 && report.queries() < 2; i++) {
            Thread.sleep(10);
            report = shadow.report(switched).orElseThrow();
        }

        assertThat(report.queries()).isEqualTo(2);
        assertThat(searcher.asked).hasSize(2);
        assertThat(shadow.report(SPEC).orElseThrow().queries()).isZero();
    }

    private static Judgement judgement(String document, int grade) {
        return new Judgement(
                new DocumentRef("docs", document),
                "Judged?",
                null,
                grade,
                Judgement.Source.JUDGED,
                null,
                Instant.EPOCH);
    }
}
