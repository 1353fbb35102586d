package io.vizsla.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChooseStepTest {

    private final SmallCollection collection = new SmallCollection();
    private final ExampleIndex examples = new ExampleIndex(new InMemoryPassageIndexes());
    private final SearchPipeline pipeline = new SearchPipeline(PipelineParts.NONE.withExamples(examples));

    @Test
    void anInstructionOfTheQuerysOwnDoesNotTakeItAwayFromTheJudgedOnes() {
        collection.fill("heart attack risk", "solar panel roof");
        OpenCollection open = instructed(collection.open(Map.of()));
        examples.write(open, List.of(judged("sun power", "d1")), 1);
        Query plain = asked(Instruction.NONE);

        Object near = cosine(pipeline.search(open, plain));
        Object withAnother = cosine(pipeline.search(open, asked(new Instruction("completely different words here"))));

        assertThat(withAnother).isEqualTo(near);
    }

    @Test
    void saysThatThereIsNothingToChooseFrom() {
        collection.fill("heart attack risk");

        SearchResult result = pipeline.search(collection.open(Map.of()), asked(Instruction.NONE));

        assertThat(step(result, "choose").details()).containsEntry("chosen", 0);
    }

    @Test
    void choosesUnderAFilterWhatItLetsPassAndTellsNothingOfTheRest() {
        collection.fillOne("secret", Map.of("year", 2019), "panels on a hidden roof");
        collection.fillOne("d1", Map.of("year", 2020), "wind turns a wheel");
        OpenCollection open = collection.open(Map.of());
        examples.write(open, List.of(judged("sun power for roofs", "secret"), judged("wind power", "d1")), 1);

        SearchResult result = pipeline.search(open, asked(Instruction.NONE).withFilter(year(open, 2020)));

        Map<String, Object> told = step(result, "choose").details();
        assertThat(told).containsEntry("chosen", 1).containsEntry("candidates", 2);
        assertThat(told.get("dropped"))
                .isEqualTo(List.of(Map.of("reason", "the filter of the search hides the passage", "count", 1)));
        assertThat((List<?>) told.get("examples"))
                .singleElement()
                .satisfies(one -> assertThat(((Map<?, ?>) one).get("chunkId")).isEqualTo("c/d1#0"));
        assertThat(String.valueOf(result.explanation())).doesNotContain("hidden roof", "for roofs", "secret");
        assertThat(step(result, "demonstrate").details().get("examples"))
                .asString()
                .contains("wind power");
    }

    @Test
    void choosesNothingWhereTheFilterHidesAll() {
        collection.fillOne("d0", Map.of("year", 2019), "panels on a hidden roof");
        OpenCollection open = collection.open(Map.of());
        examples.write(open, List.of(judged("sun power for roofs", "d0")), 1);

        SearchResult result = pipeline.search(open, asked(Instruction.NONE).withFilter(year(open, 2020)));

        assertThat(step(result, "choose").details()).containsEntry("chosen", 0);
        assertThat(step(result, "demonstrate").details()).containsEntry("share", 0.0);
    }

    private static Filter year(OpenCollection open, int year) {
        return FilterReader.read(open.index().spec().fields(), Map.of("field", "year", "op", "eq", "value", year));
    }

    private static Query asked(Instruction instruction) {
        return new Query("sun power on a roof", Mode.DENSE, 2, instruction, Demonstrations.AUTO, null, 0, false, true);
    }

    private static JudgedQuery judged(String text, String document) {
        return new JudgedQuery(QueryId.of(text), text, Candidates.id(document, 0), false, 3);
    }

    private static Object cosine(SearchResult result) {
        List<?> chosen = (List<?>) step(result, "choose").details().get("examples");
        return ((Map<?, ?>) chosen.getFirst()).get("cosine");
    }

    private static Explanation.Step step(SearchResult result, String name) {
        return result.explanation().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the collection with an encoder whose vectors feel the instruction. */
    private static OpenCollection instructed(OpenCollection open) {
        Encoder plain = open.encoder();
        Encoder feeling = new Encoder() {
            @Override
            public EncodedBatch encode(List<EncodingInput> inputs) {
                return plain.encode(inputs.stream()
                        .map(input -> new EncodingInput(
                                input.instruction().text() + " " + input.text(),
                                input.role(),
                                Instruction.NONE,
                                List.of()))
                        .toList());
            }

            @Override
            public Tokenizer tokenizer() {
                return plain.tokenizer();
            }

            @Override
            public ModelCard card() {
                return plain.card();
            }

            @Override
            public void close() {}
        };
        return new OpenCollection(open.spec(), feeling, open.index());
    }
}
