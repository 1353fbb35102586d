package io.vizsla.retrieval;

import static io.vizsla.retrieval.Candidates.documents;
import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.calibration.Calibrations;
import io.vizsla.retrieval.calibration.LearnedCalibration;
import io.vizsla.retrieval.calibration.LearnedCalibrations;
import io.vizsla.retrieval.calibration.LogitLine;
import io.vizsla.retrieval.calibration.Ranking;
import io.vizsla.testkit.FakeEncoder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Searches whose queries another model reads than the one that made the index. */
class QueryModelSearchTest {

    private static final Query HEART =
            new Query("heart attack", Mode.HYBRID, 10, Instruction.NONE, Demonstrations.USUAL, null, 0, false, true);

    private final SmallCollection collection = new SmallCollection();
    private final SearchPipeline pipeline = new SearchPipeline();

    @Test
    void theAnswerNamesTheModelThatReadTheQuery() {
        collection.fill("heart attack risk", "solar panel roof");

        SearchResult plain = pipeline.search(collection.open(Map.of()), HEART);
        SearchResult other = pipeline.search(with(null, true), HEART);

        assertThat(plain.model()).isEqualTo("fake");
        assertThat(other.model()).isEqualTo("tuned");
        assertThat(step(other, "encode")).containsEntry("model", "tuned");
        assertThat(documents(other.hits())).isEqualTo(documents(plain.hits()));
        assertThat(other.hits().list().getFirst().score())
                .as("calibrated like the index's own model")
                .isEqualTo(plain.hits().list().getFirst().score());
    }

    @Test
    void whatAModelLearnedOfScoresIsForItsCollectionAlone() {
        collection.fill("heart attack risk", "solar panel roof");
        LogitLine line = new LogitLine(0.5, 1, -9);
        SearchPipeline learned = learned("c", line);
        double usual = pipeline.search(with(null, true), HEART)
                .hits()
                .list()
                .getFirst()
                .score();

        SearchResult own = learned.search(with(null, true), HEART);
        assertThat(own.hits().list().getFirst().score()).isEqualTo(line.probability(usual));
        assertThat(step(own, "calibrate")).containsEntry("learned", line.asMap());
        SearchResult parents = learned.search(collection.open(Map.of()), HEART);
        assertThat(parents.hits().list().getFirst().score()).isEqualTo(usual);
        assertThat(step(parents, "calibrate")).doesNotContainKey("learned");
        SearchPipeline both = learned("c", "fake", line);
        assertThat(both.search(collection.open(Map.of()), HEART)
                        .hits()
                        .list()
                        .getFirst()
                        .score())
                .as("what a model learned of another's passages says nothing of its own")
                .isEqualTo(usual);
        SearchResult others = learned("other", line).search(with(null, true), HEART);
        assertThat(others.hits().list().getFirst().score()).isEqualTo(usual);
    }

    /** The model for queries has learned what scores mean in a collection. */
    private static SearchPipeline learned(String collection, LogitLine line) {
        return learned(collection, "tuned", line);
    }

    private static SearchPipeline learned(String collection, String learner, LogitLine line) {
        LearnedCalibration learned = new LearnedCalibration(collection, Map.of(Ranking.TOKENS, line));
        return new SearchPipeline(
                PipelineParts.NONE,
                new LearnedCalibrations(
                        new Calibrations(), model -> model.equals(learner) ? Optional.of(learned) : Optional.empty()));
    }

    @Test
    void aQueryWithoutTokenVectorsIsFusedOfTheOtherSignals() {
        collection.fill("heart attack risk", "solar panel roof");

        SearchResult found = pipeline.search(with(null, false), HEART);

        assertThat(documents(found.hits())).startsWith("d0");
        assertThat(found.hits().list()).allSatisfy(hit -> {
            assertThat(hit.signals().get(Signal.TOKENS)).isEmpty();
            assertThat(hit.score()).isBetween(0.0, 1.0);
        });
        assertThat(String.valueOf(step(found, "tokens").get("skipped"))).contains("no token vectors");
        assertThat(step(found, "calibrate")).containsEntry("ranking", "hybrid");
    }

    @Test
    void aMapMovesTheQueryAndNoPassage() {
        collection.fill("heart attack risk", "solar panel roof");
        Query dense = Query.of("heart attack risk", Mode.DENSE, 1);
        float[] rows = new float[FakeEncoder.DIMENSION * (FakeEncoder.DIMENSION + 1)];
        for (int i = 0; i < FakeEncoder.DIMENSION; i++) {
            rows[i * (FakeEncoder.DIMENSION + 1) + i] = -1;
        }

        SearchResult opposite = pipeline.search(with(new AffineMap(FakeEncoder.DIMENSION, rows), false), dense);

        assertThat(documents(opposite.hits())).containsExactly("d1");
    }

    private OpenCollection with(AffineMap map, boolean keepsTokens) {
        OpenCollection open = collection.open(Map.of());
        Encoder both = new QuerySideEncoder(open.encoder(), new FakeEncoder("tuned"), map, keepsTokens);
        return new OpenCollection(open.spec(), both, open.index());
    }

    private static Map<String, Object> step(SearchResult found, String name) {
        return found.explanation().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow()
                .details();
    }
}
