package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.evaluation.task.CandidateList.Candidate;
import io.vizsla.testkit.FakeEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** What models of each family read, to the letter: as in MTEB, and in asymmetric tasks with the instruction on queries only. */
class TaskPromptTest {

    private static final RerankingTask RERANKING = new RerankingTask(
            "r",
            List.of(new CandidateList("red dog?", List.of(new Candidate("dogs", true), new Candidate("cats", false)))),
            "Rank animals");
    private static final SimilarityTask SIMILARITY = new SimilarityTask(
            "s", List.of(new ScoredPair("a", "b", 1), new ScoredPair("a", "c", 2)), "Find alike text");

    private final ConcurrentSkipListSet<String> read = new ConcurrentSkipListSet<>();

    @Test
    void anInstructModelReadsTheTaskBeforeQueriesAndNothingBeforePassages() {
        RERANKING.measure(encoder(KnownTemplates.E5_INSTRUCT, PromptTemplate.NONE));

        assertThat(read).containsExactlyInAnyOrder("Instruct: Rank animals\nQuery: red dog?", "dogs", "cats");
    }

    @Test
    void inSearchToo() {
        SequencedMap<String, String> passages = new LinkedHashMap<>();
        passages.put("d", "dogs");
        new SearchTask("t", passages, List.of("red dog?"), List.of(Set.of("d")), "Find animals")
                .measure(encoder(KnownTemplates.E5_INSTRUCT, PromptTemplate.NONE));

        assertThat(read).containsExactlyInAnyOrder("Instruct: Find animals\nQuery: red dog?", "dogs");
    }

    @Test
    void anInstructModelReadsTheTaskBeforeBothTextsThatAreAlike() {
        SIMILARITY.measure(encoder(KnownTemplates.E5_INSTRUCT, PromptTemplate.NONE));

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "Instruct: Find alike text\nQuery: a",
                        "Instruct: Find alike text\nQuery: b",
                        "Instruct: Find alike text\nQuery: c");
    }

    @Test
    void bgeKeepsItsOwnWordsForQueriesAndReadsTextsThatAreAlikeBare() {
        TaskEncoder encoder = encoder(KnownTemplates.BGE, PromptTemplate.NONE);

        RERANKING.measure(encoder);
        SIMILARITY.measure(encoder);

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "Represent this sentence for searching relevant passages: red dog?",
                        "dogs",
                        "cats",
                        "a",
                        "b",
                        "c");
    }

    @Test
    void e5HasItsWordsBeforeEverything() {
        TaskEncoder encoder = encoder(KnownTemplates.E5_QUERY, KnownTemplates.E5_PASSAGE);

        RERANKING.measure(encoder);
        SIMILARITY.measure(encoder);

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "query: red dog?", "passage: dogs", "passage: cats", "query: a", "query: b", "query: c");
    }

    private TaskEncoder encoder(PromptTemplate queries, PromptTemplate passages) {
        Encoder writing = new Writing(new FakeEncoder(), queries, passages);
        return new TaskEncoder(writing, SymmetricForm.of(queries, passages), (done, of) -> {});
    }

    /** Writes down what a model with these forms would read. */
    private final class Writing implements Encoder {

        private final Encoder encoder;
        private final PromptTemplate queries;
        private final PromptTemplate passages;

        Writing(Encoder encoder, PromptTemplate queries, PromptTemplate passages) {
            this.encoder = encoder;
            this.queries = queries;
            this.passages = passages;
        }

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            inputs.forEach(input -> read.add(written(input)));
            return encoder.encode(inputs);
        }

        private String written(EncodingInput input) {
            PromptTemplate form = input.role() == Role.QUERY ? queries : passages;
            return form.write(input.text(), input.instruction(), input.demonstrations())
                    .whole();
        }

        @Override
        public Tokenizer tokenizer() {
            return encoder.tokenizer();
        }

        @Override
        public ModelCard card() {
            return encoder.card();
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
