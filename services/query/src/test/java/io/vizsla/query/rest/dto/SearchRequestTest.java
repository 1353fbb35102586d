package io.vizsla.query.rest.dto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Query;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a search says of instructions, tasks and worked examples. */
class SearchRequestTest {

    private static final LimitsConfig LIMITS = Configs.defaults(LimitsConfig.class);
    private static final Map<String, String> EXAMPLE = Map.of("query", "how", "passage", "so");

    private final Tasks tasks = new Tasks(Map.of("support", "Find the page", "code", "Find the method"), "code");

    @Test
    void readsTheDefaultTaskTheNamedOneOrItsOwnInstruction() {
        assertThat(query(null, null, null).instruction()).isEqualTo(new Instruction("Find the method"));
        assertThat(query(null, "support", null).instruction()).isEqualTo(new Instruction("Find the page"));
        assertThat(query("Find a poem", null, null).instruction()).isEqualTo(new Instruction("Find a poem"));
        assertThat(query("", null, null).instruction()).isEqualTo(Instruction.NONE);
    }

    @Test
    void refusesTaskAndInstructionTogether() {
        refused("task", "support", "instruction", () -> query("Find a poem", "support", null));
    }

    @Test
    void anUnknownTaskIsToldWhichThereAre() {
        refused("task", "poems", "code, support", () -> query(null, "poems", null));
        refused("task", "", "code, support", () -> query(null, "", null));
    }

    @Test
    void refusesAnInstructionThatIsTooLong() {
        refused("instruction", "xxx", "8192", () -> query("x".repeat(8193), null, null));
    }

    @Test
    void readsEveryWayToAskForExamples() {
        assertThat(demonstrations(null)).isEqualTo(Demonstrations.USUAL);
        assertThat(demonstrations("auto")).isEqualTo(Demonstrations.AUTO);
        assertThat(demonstrations("none")).isEqualTo(Demonstrations.NONE);
        assertThat(demonstrations(List.of())).isEqualTo(Demonstrations.NONE);
        assertThat(demonstrations(List.of(EXAMPLE)))
                .isEqualTo(Demonstrations.given(List.of(new Demonstration("how", "so"))));
        assertThat(demonstrations(Collections.nCopies(16, EXAMPLE)).given()).hasSize(16);
    }

    @Test
    void cleansWhatExamplesSay() {
        Map<String, String> dirty = Map.of("query", "a\ud800b", "passage", "c\u0000d");

        Demonstration clean = demonstrations(List.of(dirty)).given().getFirst();

        assertThat(clean.query()).doesNotContain("\ud800").startsWith("a").endsWith("b");
        assertThat(clean.passage()).doesNotContain("\u0000").startsWith("c").endsWith("d");
    }

    static Stream<Arguments> wrong() {
        String tooLong = "x".repeat(8193);
        return Stream.of(
                Arguments.of("some", "demonstrations", "some", "auto, none"),
                Arguments.of("AUTO", "demonstrations", "AUTO", "auto, none"),
                Arguments.of("", "demonstrations", "", "auto, none"),
                Arguments.of(4, "demonstrations", "4", "auto, none"),
                Arguments.of(true, "demonstrations", "true", "auto, none"),
                Arguments.of(EXAMPLE, "demonstrations", "query", "auto, none"),
                Arguments.of(Collections.nCopies(17, EXAMPLE), "demonstrations", "17 of them", "at most 16"),
                Arguments.of(Collections.nCopies(10_000, EXAMPLE), "demonstrations", "10000 of them", "at most 16"),
                Arguments.of(List.of("how"), "demonstrations[0]", "how", "an object"),
                Arguments.of(Arrays.asList(EXAMPLE, null), "demonstrations[1]", "null", "an object"),
                Arguments.of(List.of(List.of(EXAMPLE)), "demonstrations[0]", "how", "an object"),
                Arguments.of(
                        List.of(Map.of("query", "a", "passage", "b", "answer", "c")),
                        "demonstrations[0].answer",
                        "not known",
                        "passage, query"),
                Arguments.of(List.of(Map.of("query", "a")), "demonstrations[0].passage", "null", "given"),
                Arguments.of(List.of(Map.of("passage", "a")), "demonstrations[0].query", "null", "given"),
                Arguments.of(
                        List.of(EXAMPLE, Map.of("query", 7, "passage", "b")), "demonstrations[1].query", "7", "a text"),
                Arguments.of(
                        List.of(Map.of("query", " \t", "passage", "b")), "demonstrations[0].query", "", "not blank"),
                Arguments.of(List.of(Map.of("query", "a", "passage", "")), "demonstrations[0].passage", "", "blank"),
                Arguments.of(
                        List.of(Map.of("query", tooLong, "passage", "b")), "demonstrations[0].query", "xxx", "8192"),
                Arguments.of(
                        List.of(Map.of("query", "a", "passage", tooLong)), "demonstrations[0].passage", "xxx", "8192"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesFieldValueAndBound(Object given, String field, String value, String bound) {
        refused(field, value, bound, () -> demonstrations(given));
    }

    private Demonstrations demonstrations(Object given) {
        return query(null, null, given).demonstrations();
    }

    private Query query(String instruction, String task, Object demonstrations) {
        CollectionSpec spec = new CollectionSpec(
                "c", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, Purpose.KNOWLEDGE, tasks, Map.of());
        return new SearchRequest("q", null, null, instruction, task, demonstrations, null, null, null, null)
                .toQuery(spec, LIMITS);
    }

    private static void refused(String field, String value, String bound, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(error.field()).contains(field);
            assertThat(error.value().orElseThrow()).contains(value);
            assertThat(error.bound().orElseThrow()).contains(bound);
        });
    }
}
