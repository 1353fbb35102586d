package io.vizsla.query.rest.dto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.NarrowEncoder;
import io.vizsla.testkit.FakeEncoder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a request for embeddings says of instructions, tasks, roles and worked examples. */
class EmbeddingRequestTest {

    private static final LimitsConfig LIMITS = Configs.defaults(LimitsConfig.class);
    private static final ModelCard READS = new NarrowEncoder("fake-reads", true).card();
    private static final ModelCard DEAF = new NarrowEncoder("fake-deaf", false).card();
    private static final Map<String, String> EXAMPLE = Map.of("query", "how", "passage", "so");
    private static final CollectionSpec COLLECTION = new CollectionSpec(
            "c",
            "fake",
            "en",
            new Cutting(512, 64),
            FieldSchema.EMPTY,
            Purpose.TOOL,
            new Tasks(Map.of("code", "Find the method", "support", "Find the page"), "support"),
            Map.of());

    @Test
    void putsTheInstructionBeforeEachQuery() {
        List<EncodingInput> inputs =
                new Asked("query").instruction("Find a poem").inputs(null, READS);

        assertThat(inputs).containsExactly(input("a", "Find a poem"), input("b", "Find a poem"));
    }

    @Test
    void readsTheTaskOfTheCollectionOrItsDefault() {
        Asked named = new Asked("query").task("code").collection("c");
        Asked usual = new Asked("query").collection("c");

        assertThat(named.request().checkedCollection()).isEqualTo("c");
        assertThat(named.inputs(COLLECTION, READS).getFirst()).isEqualTo(input("a", "Find the method"));
        assertThat(usual.inputs(COLLECTION, READS).getFirst()).isEqualTo(input("a", "Find the page"));
        assertThat(usual.inputs(COLLECTION, DEAF).getFirst().text()).isEqualTo("a");
    }

    @Test
    void takesTheRoleOfTheRequestBeforeThatOfTheCollection() {
        assertThat(new Asked("query").request().purpose(null)).isEqualTo(Purpose.KNOWLEDGE);
        assertThat(new Asked("query").request().purpose(COLLECTION)).isEqualTo(Purpose.TOOL);
        assertThat(new Asked("query").role("memory").request().purpose(COLLECTION))
                .isEqualTo(Purpose.MEMORY);
    }

    @Test
    void takesTheDimensionOfTheRequestBeforeThatOfTheCollectionAndTheModels() {
        ModelCard card = new FakeEncoder().card();
        CollectionSpec cut = COLLECTION.withDimension(FakeEncoder.TRUNCATION);

        assertThat(new Asked(null).request().checkedDimension(null, card)).isEqualTo(FakeEncoder.DIMENSION);
        assertThat(new Asked(null).request().checkedDimension(COLLECTION, card)).isEqualTo(FakeEncoder.DIMENSION);
        assertThat(new Asked(null).request().checkedDimension(cut, card)).isEqualTo(FakeEncoder.TRUNCATION);
        assertThat(new Asked(null).dimensions(FakeEncoder.DIMENSION).request().checkedDimension(cut, card))
                .isEqualTo(FakeEncoder.DIMENSION);
        refused("dimensions", "7", "64, 32", () -> new Asked(null)
                .dimensions(7)
                .request()
                .checkedDimension(cut, card));
    }

    @Test
    void refusesAModelThatIsNotTheCollections() {
        CollectionSpec other =
                new CollectionSpec("notes", "other-model", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of());

        assertThat(new Asked(null).request().checkedModel(null)).isEqualTo("fake");
        assertThat(new Asked(null).request().checkedModel(COLLECTION)).isEqualTo("fake");
        refused("model", "fake", "other-model, the model of collection notes", () -> new Asked(null)
                .request()
                .checkedModel(other));
    }

    @Test
    void leavesPassagesAlone() {
        assertThat(new Asked(null).collection("c").inputs(COLLECTION, READS).getFirst())
                .isEqualTo(EncodingInput.passage("a"));
    }

    @Test
    void refusesAnInstructionForPassages() {
        refused("instruction", "Find it", "input_type", () -> new Asked(null)
                .instruction("Find it")
                .inputs(null, READS));
        refused("task", "code", "input_type", () -> new Asked("passage")
                .task("code")
                .collection("c")
                .inputs(COLLECTION, READS));
    }

    @Test
    void refusesAnInstructionThatTheModelHasNoPlaceFor() {
        refused("instruction", "Find it", "fake-deaf", () -> new Asked("query")
                .instruction("Find it")
                .inputs(null, DEAF));
        refused("task", "code", "fake-deaf", () -> new Asked("query")
                .task("code")
                .collection("c")
                .inputs(COLLECTION, DEAF));
    }

    @Test
    void refusesATaskWithoutCollectionAnUnknownOneAndBothAtOnce() {
        refused("collection", "null", "task", () -> new Asked("query")
                .task("code")
                .request()
                .checkedCollection());
        refused("task", "poems", "code, support", () -> new Asked("query")
                .task("poems")
                .collection("c")
                .inputs(COLLECTION, READS));
        refused("task", "code", "instruction", () -> new Asked("query")
                .task("code")
                .instruction("Find it")
                .collection("c")
                .inputs(COLLECTION, READS));
    }

    @Test
    void refusesAnInstructionThatIsTooLongAndARoleThatIsNone() {
        refused("instruction", "xxx", "8192", () -> new Asked("query")
                .instruction("x".repeat(8193))
                .inputs(null, READS));
        refused("role", "oracle", "knowledge, tool, example, memory", () -> new Asked("query")
                .role("oracle")
                .request()
                .purpose(null));
    }

    @Test
    void readsExamples() {
        assertThat(new Asked("query").examples(null)).isEmpty();
        assertThat(new Asked("query").examples("none")).isEmpty();
        assertThat(new Asked(null).examples(List.of())).isEmpty();
        assertThat(new Asked("query").examples(List.of(EXAMPLE))).containsExactly(new Demonstration("how", "so"));
    }

    @Test
    void refusesExamplesThatItCannotUse() {
        refused("demonstrations", "auto", "a list", () -> new Asked("query").examples("auto"));
        refused("demonstrations", "3", "a list", () -> new Asked("query").examples(3));
        refused("demonstrations", "1 of them", "input_type", () -> new Asked(null).examples(List.of(EXAMPLE)));
        refused("demonstrations", "10000 of them", "at most 16", () -> new Asked("query")
                .examples(Collections.nCopies(10_000, EXAMPLE)));
        refused("demonstrations[0].answer", "not known", "passage, query", () -> new Asked("query")
                .examples(List.of(Map.of("query", "a", "passage", "b", "answer", "c"))));
        refused("demonstrations[0].passage", "", "not blank", () -> new Asked("query")
                .examples(List.of(Map.of("query", "a", "passage", " "))));
    }

    private static EncodingInput input(String text, String instruction) {
        return new EncodingInput(text, Role.QUERY, new Instruction(instruction), List.of());
    }

    private static void refused(String field, String value, String bound, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(error.field()).contains(field);
            assertThat(error.value().orElseThrow()).contains(value);
            assertThat(error.bound().orElseThrow()).contains(bound);
        });
    }

    /** A request for the texts {@code a} and {@code b} that is put together step by step. */
    private record Asked(
            String inputType, String instruction, String task, String collection, String role, Long dimensions) {

        Asked(String inputType) {
            this(inputType, null, null, null, null, null);
        }

        Asked instruction(String text) {
            return new Asked(inputType, text, task, collection, role, dimensions);
        }

        Asked task(String name) {
            return new Asked(inputType, instruction, name, collection, role, dimensions);
        }

        Asked collection(String name) {
            return new Asked(inputType, instruction, task, name, role, dimensions);
        }

        Asked role(String id) {
            return new Asked(inputType, instruction, task, collection, id, dimensions);
        }

        Asked dimensions(long wanted) {
            return new Asked(inputType, instruction, task, collection, role, wanted);
        }

        EmbeddingRequest request() {
            return request(null);
        }

        List<EncodingInput> inputs(CollectionSpec spec, ModelCard card) {
            return request().inputs(spec, card, LIMITS);
        }

        List<Demonstration> examples(Object given) {
            return request(given).examples(LIMITS);
        }

        private EmbeddingRequest request(Object demonstrations) {
            return new EmbeddingRequest(
                    List.of("a", "b"),
                    "fake",
                    null,
                    dimensions,
                    inputType,
                    instruction,
                    task,
                    collection,
                    role,
                    demonstrations,
                    null);
        }
    }
}
