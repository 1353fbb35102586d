package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Precision;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole refresh of kind both-sides: queries and passages are read by the trained model. */
class BothSidesRefreshIT {

    private static final int DOCUMENTS = 50;
    private static final RefreshSettings SETTINGS =
            SmallCorpus.exact(1, 2e-5).with().kind(RefreshKind.BOTH_SIDES).build();

    @TempDir
    private static Path directory;

    private static final SmallCorpus CORPUS = new SmallCorpus(DOCUMENTS, 42);
    private static ModelFolder parent;
    private static RefreshFolder folder;
    private static RefreshOutcome outcome;

    @BeforeAll
    static void refresh() {
        parent = SmallCorpus.model(directory);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            queries.add(CORPUS.about(i, i));
        }
        folder = CORPUS.write(directory.resolve("job"), parent, queries, SETTINGS);
        RefreshData plain = folder.data();
        folder.write(new RefreshData(plain.vectors(), plain.documents(), plain.queries(), CORPUS.documents()));
        RefreshJob job = folder.read("job", RefreshJob.class).orElseThrow();
        outcome = new RefreshRun(folder, job, new Console(new PrintStream(OutputStream.nullOutputStream()))).run();
    }

    @Test
    void aModelOfItsOwnSpaceServesTheOldIndexThroughAMap() {
        ModelFolder written = ModelFolder.open(folder.model());
        written.verify();
        assertThat(outcome.comparisons())
                .extracting(Comparison::name)
                .contains("dense", "hybrid", Comparison.LIKELIHOOD, Comparison.COMPENSATED);
        assertThat(written.manifest().space().id())
                .isNotEqualTo(parent.manifest().space().id());
        assertThat(Objects.requireNonNull(written.manifest().querySide()).space())
                .isEqualTo(parent.manifest().space().id());
        assertThat(written.manifest().provenance())
                .containsEntry("kind", "both-sides")
                .containsKeys("data.passages.ndjson", "spaceMap.cosine.affine", "spaceMap.agreement.scores");
        AffineMap map = Objects.requireNonNull(written.queryMap());
        PrecisionChoice full = PrecisionChoice.of("precision", "fp32");
        EncoderOptions options = EncoderOptions.defaults().withPrecision(full, full);
        try (OnnxBiEncoder before = OnnxBiEncoder.open(parent.path(), parent.manifest(), options);
                OnnxBiEncoder after = OnnxBiEncoder.open(written.path(), written.manifest(), options)) {
            List<EncodingInput> passages =
                    CORPUS.documents().stream().map(EncodingInput::passage).toList();
            float[][] old = before.encode(passages).dense();
            float[][] moved = after.encode(passages).dense();
            float[][] queries = after.encode(folder.data().queries().stream()
                            .map(query -> EncodingInput.query(query.text()))
                            .toList())
                    .dense();
            double trained = 0;
            double unmapped = 0;
            double mapped = 0;
            for (int i = 0; i < old.length; i++) {
                trained += Similarity.dot(moved[i], old[i]) / DOCUMENTS;
            }
            for (float[] query : queries) {
                unmapped += correlation(query, moved, query, old);
                mapped += correlation(query, moved, map.apply(query), old);
            }
            assertThat(trained).as("passages were trained").isLessThan(0.9999);
            assertThat(mapped).as("scores are kept").isGreaterThanOrEqualTo(unmapped);
        }
        assertThat(Objects.requireNonNull(folder.scratch().toFile().list())).isEmpty();
    }

    private static double correlation(float[] query, float[][] moved, float[] other, float[][] old) {
        double[] one = new double[moved.length];
        double[] two = new double[moved.length];
        for (int i = 0; i < moved.length; i++) {
            one[i] = Similarity.dot(query, moved[i]);
            two[i] = Similarity.dot(other, old[i]);
        }
        double meanOne = Arrays.stream(one).average().orElseThrow();
        double meanTwo = Arrays.stream(two).average().orElseThrow();
        double both = 0;
        double squaresOne = 0;
        double squaresTwo = 0;
        for (int i = 0; i < one.length; i++) {
            both += (one[i] - meanOne) * (two[i] - meanTwo);
            squaresOne += (one[i] - meanOne) * (one[i] - meanOne);
            squaresTwo += (two[i] - meanTwo) * (two[i] - meanTwo);
        }
        return both / Math.sqrt(squaresOne * squaresTwo);
    }

    @Test
    void ofManyPassagesThoseThatAreRelevantAndSomeOthersAreRead() {
        RefreshData data = folder.data();
        try (BaseModel model = BaseModel.open(parent.path(), Purpose.KNOWLEDGE, 1);
                TrainableEncoder encoder = model.trainable(Precision.FP32)) {
            Searched searched = new Rereading(model, folder.scratch(), 1, 7, 5).of(encoder, data);

            assertThat(searched.before().documents()).hasSize(24 + 5);
            for (int i = 0; i < 29; i++) {
                int place =
                        data.documents().indexOf(searched.before().documents().get(i));
                assertThat(searched.before().texts().get(i))
                        .isEqualTo(data.texts().get(place));
                assertThat(searched.before().vectors()[i]).isEqualTo(data.vectors()[place]);
                // Nothing was trained yet, and it is read in the precision of the index.
                assertThat(searched.after().vectors()[i]).containsExactly(data.vectors()[place], within(1e-5f));
            }
        }
    }

    @Test
    void beforeIsWhatTheIndexFinds() {
        Comparison unseen = outcome.comparisons().stream()
                .filter(one -> one.name().equals("dense") && one.group().equals(Comparison.UNSEEN))
                .findFirst()
                .orElseThrow();

        // The parent reads in full precision what the index holds: what it finds is what the check says of before.
        RefreshData data = folder.data();
        try (BaseModel model = BaseModel.open(parent.path(), Purpose.KNOWLEDGE, 1)) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < data.queries().size(); i++) {
                all.add(i);
            }
            double before = new Measurement(data)
                    .of(all, model.vectors(data.queries())).dense().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow();
            assertThat(unseen.queries()).isEqualTo(all.size());
            assertThat(unseen.before()).isCloseTo(before, within(1e-9));
        }
    }
}
