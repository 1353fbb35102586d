package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.evaluation.task.CandidateList.Candidate;
import io.vizsla.testkit.FakeEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each protocol from texts to scores, by an encoder to which texts are close that share words. */
class TaskTest {

    private final FakeEncoder fake = new FakeEncoder();
    private final TaskEncoder encoder = new TaskEncoder(fake, SymmetricForm.PASSAGE, (done, of) -> {});

    @Test
    void classificationLearnsWords() {
        ClassificationTask task = ClassificationTask.of("t", labeled(20), labeled(5), "");

        TaskScores scores = task.measure(encoder);

        assertThat(scores.main()).isEqualTo("accuracy");
        assertThat(scores.mainScore()).isEqualTo(100);
        assertThat(scores.measures()).containsEntry("macro F1", 100.0);
        assertThat(task.measure(encoder)).isEqualTo(scores);
    }

    @Test
    void classificationDrawsEightOfEachClassTenTimesAnew() {
        List<LabeledText> train = labeled(20);
        train.add(new LabeledText("odd one", "rare"));

        List<List<LabeledText>> draws =
                ClassificationTask.of("t", train, labeled(1), "").draws();

        assertThat(draws).hasSize(10).doesNotHaveDuplicates();
        assertThat(draws).allSatisfy(draw -> {
            assertThat(draw).hasSize(3 * 8 + 1);
            assertThat(draw.stream().filter(one -> one.label().equals("dog"))).hasSize(8);
        });
    }

    @Test
    void clusteringFindsTheWords() {
        TaskScores scores = ClusteringTask.of("t", labeled(50), "").measure(encoder);

        assertThat(scores.mainScore()).isGreaterThan(60);
        assertThat(scores.measures()).containsKey("V-measure spread");
    }

    @Test
    void similarityFollowsTheRatings() {
        SimilarityTask task = new SimilarityTask(
                "t",
                List.of(
                        new ScoredPair("a red dog runs", "a red dog runs", 5),
                        new ScoredPair("a red dog runs", "a red dog sits", 4),
                        new ScoredPair("a red dog runs", "one blue cat sleeps", 0)),
                "");

        assertThat(task.measure(encoder).mainScore()).isCloseTo(100, within(1e-9));
    }

    @Test
    void pairsAreToldApart() {
        PairClassificationTask task = new PairClassificationTask(
                "t",
                List.of(
                        new JudgedPair("red dog", "red dog", true),
                        new JudgedPair("red dog", "blue cat", false),
                        new JudgedPair("blue cat", "small blue cat", true)),
                "");

        TaskScores scores = task.measure(encoder);

        assertThat(scores.mainScore()).isEqualTo(100);
        assertThat(scores.measures()).containsEntry("max F1", 100.0).containsEntry("max accuracy", 100.0);
    }

    @Test
    void rerankingLeavesOutWhatTellsNothing() {
        CandidateList telling = new CandidateList(
                "red dog", List.of(new Candidate("blue cat", false), new Candidate("the red dog", true)));
        CandidateList silent = new CandidateList("x", List.of(new Candidate("y", true)));

        RerankingTask task = new RerankingTask("t", List.of(telling, silent), "");

        assertThat(task.lists()).containsExactly(telling);
        assertThat(task.measure(encoder).measures()).containsEntry("MAP", 100.0).containsEntry("MRR@10", 100.0);
        assertThatThrownBy(() -> new RerankingTask("t", List.of(silent), "")).isInstanceOf(VizslaException.class);
    }

    @Test
    void searchCountsWhatIsFoundAndWhatIsComplete() {
        SearchTask task = new SearchTask(
                "t",
                animals(),
                List.of("red dog", "blue cat"),
                List.of(Set.of("red", "far"), Set.of("blue")),
                "find tools");

        TaskScores scores = task.measure(encoder);

        assertThat(scores.measures())
                .containsEntry("Recall@5", 75.0)
                .containsEntry("Complete@5", 50.0)
                .containsEntry("Recall@5 instructed", 75.0);
    }

    @Test
    void instructionsThatHideTheQueryAreSeen() {
        InstructionTask task = new InstructionTask(
                "t",
                animals(),
                List.of(
                        new InstructedQuery("red dog", "red dog please", "red"),
                        new InstructedQuery("red dog", "tell me of one green bird that flies", "red")));

        TaskScores scores = task.measure(encoder);

        assertThat(scores.measures())
                .containsEntry("nDCG@10 plain", 100.0)
                .containsEntry("MRR@10 plain", 100.0)
                .hasEntrySatisfying("p-MRR", value -> assertThat(value).isNegative());
        // The mean holds the good instruction too; the worst does not.
        assertThat(scores.measures().get("Robustness@10")).isLessThan(scores.mainScore());
    }

    @Test
    void tasksNameWhatTheyLack() {
        assertThatThrownBy(() -> new InstructionTask("t", animals(), List.of(new InstructedQuery("a", "b", "none"))))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("passage = none");
        assertThatThrownBy(() -> new SearchTask("t", animals(), List.of("a"), List.of(Set.of()), "i"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("relevant");
        assertThatThrownBy(() -> ClassificationTask.of("t", labeled(1), List.of(new LabeledText("a", "new")), "")
                        .measure(encoder))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("label = new");
    }

    @Test
    void equalTextsAreEncodedOnce() {
        float[][] vectors = encoder.alike(List.of("b b b", "a", "b b b"), "");

        assertThat(fake.encoded()).isEqualTo(2);
        assertThat(vectors[0]).isSameAs(vectors[2]).isNotSameAs(vectors[1]);
    }

    @Test
    void eachFamilyReadsSymmetricTextsInItsOwnForm() {
        PromptTemplate bare = PromptTemplate.NONE;

        assertThat(SymmetricForm.of(bare, bare)).isEqualTo(SymmetricForm.PASSAGE);
        assertThat(SymmetricForm.of(KnownTemplates.BGE, bare)).isEqualTo(SymmetricForm.PASSAGE);
        assertThat(SymmetricForm.of(PromptTemplate.prefix("Search: "), bare)).isEqualTo(SymmetricForm.PASSAGE);
        assertThat(SymmetricForm.of(KnownTemplates.E5_QUERY, KnownTemplates.E5_PASSAGE))
                .isEqualTo(SymmetricForm.QUERY);
        assertThat(SymmetricForm.of(KnownTemplates.E5_INSTRUCT, bare)).isEqualTo(SymmetricForm.INSTRUCTED);
        assertThat(SymmetricForm.INSTRUCTED.input("text", "task").instruction().text())
                .isEqualTo("task");
    }

    private static List<LabeledText> labeled(int each) {
        List<LabeledText> texts = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            texts.add(new LabeledText("the dog dog barks " + i, "dog"));
            texts.add(new LabeledText("my cat cat sleeps " + i, "cat"));
            texts.add(new LabeledText("some cow cow eats " + i, "cow"));
        }
        return texts;
    }

    private static SequencedMap<String, String> animals() {
        SequencedMap<String, String> passages = new LinkedHashMap<>();
        passages.put("red", "red dog");
        passages.put("blue", "blue cat");
        for (String filler : List.of("red", "dog", "red hat", "hot dog", "dog dog", "dog red house")) {
            passages.put(filler + " filler", filler);
        }
        passages.put("bird", "green bird flies");
        passages.put("far", "quite another thing");
        return passages;
    }
}
