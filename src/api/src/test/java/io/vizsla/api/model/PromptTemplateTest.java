package io.vizsla.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {

    private static final Demonstration FLUTTER = new Demonstration("what is flutter", "an oscillation");
    private static final Instruction TASK = new Instruction("Find it");

    @Test
    void writesInstructionAndExamplesWhereTheFormHasThem() {
        Prompt prompt = KnownTemplates.BGE_ICL.write("lift", TASK, List.of(FLUTTER));

        assertThat(prompt.whole())
                .isEqualTo("<instruct>Find it\n<query>what is flutter\n<response>an oscillation\n\n"
                        + "<instruct>Find it\n<query>lift\n<response>");
        assertThat(prompt.text()).isEqualTo("lift");
        assertThat(prompt.demonstrations()).hasSize(1);
    }

    @Test
    void examplesAreLeftOutFromTheLast() {
        Demonstration second = new Demonstration("q2", "p2");
        Prompt prompt = KnownTemplates.BGE_ICL.write("lift", TASK, List.of(FLUTTER, second));

        assertThat(prompt.withDemonstrations(1))
                .isEqualTo(KnownTemplates.BGE_ICL.write("lift", TASK, List.of(FLUTTER)));
    }

    @Test
    void aModelThatReadsNeitherGetsNeither() {
        assertThat(KnownTemplates.E5_QUERY.write("lift", TASK, List.of(FLUTTER)).whole())
                .isEqualTo("query: lift");
        assertThat(KnownTemplates.E5_QUERY.readsInstruction()).isFalse();
        assertThat(KnownTemplates.E5_QUERY.readsDemonstrations()).isFalse();
    }

    @Test
    void tellsItsWordsAtTheStartsOfLines() {
        PromptTemplate own = new PromptTemplate(
                "mine",
                "1",
                "Task: {instruction}\n\n  {demonstrations}Query: {query} Answer:\n### End {{x}}",
                "Query: {query}\r\nPassage:\n{passage}",
                "\n\n",
                "Find");

        assertThat(own.lineStarts()).containsExactly("Task:", "Query:", "### End {x}", "Passage:");
        assertThat(KnownTemplates.E5_INSTRUCT.lineStarts()).containsExactly("Instruct:", "Query:");
        assertThat(KnownTemplates.E5_QUERY.lineStarts()).containsExactly("query:");
        assertThat(KnownTemplates.BGE.lineStarts()).isEmpty();
        assertThat(PromptTemplate.NONE.lineStarts()).isEmpty();
    }

    @Test
    void withoutAnInstructionTheFormsOwnStands() {
        assertThat(KnownTemplates.BGE.write("lift", Instruction.NONE, List.of()).whole())
                .isEqualTo("Represent this sentence for searching relevant passages: lift");
        assertThat(KnownTemplates.BGE.write("lift", TASK, List.of()).whole()).isEqualTo("Find it: lift");
    }

    @Test
    void whatIsPutInIsNeverAForm() {
        Instruction sly = new Instruction("{query} {passage}");
        Demonstration example = new Demonstration("{instruction}", "{{query}}");

        assertThat(KnownTemplates.BGE_ICL
                        .write("{demonstrations}", sly, List.of(example))
                        .whole())
                .isEqualTo("<instruct>{query} {passage}\n<query>{instruction}\n<response>{{query}}\n\n"
                        + "<instruct>{query} {passage}\n<query>{demonstrations}\n<response>");
    }

    @Test
    void fixedWordsMayHoldBraces() {
        assertThat(PromptTemplate.around("{a} {{", "}")
                        .write("x", TASK, List.of())
                        .whole())
                .isEqualTo("{a} {{x}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no place | text",
                "{query} {query} | text",
                "{query} {passage} | text",
                "{qeury} | text",
                "{query | text",
                "query} | text",
                "{query} {demonstrations} | text",
                "{instruction} {query} | instruction"
            })
    void aFormThatCannotBeFilledInIsRefusedByName(String text, String field) {
        assertThatThrownBy(() -> new PromptTemplate("own", "1", text, null, "", ""))
                .isInstanceOfSatisfying(VizslaException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MODEL);
                    assertThat(refused.field()).contains("prompt " + field);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{demonstrations}{query} | {query}",
                "{demonstrations}{query} | {query} {passage} {demonstrations}",
                "{query} | {query} {passage}",
                "{query} {demonstrations} | {query} {passage}"
            })
    void anExampleNeedsItsPlaces(String text, String demonstration) {
        assertThatThrownBy(() -> new PromptTemplate("own", "1", text, demonstration, "\n", ""))
                .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.INVALID_MODEL));
    }

    @Test
    void everyChangeOfTheFormMakesAnotherFingerprint() {
        PromptTemplate icl = KnownTemplates.BGE_ICL;
        List<PromptTemplate> others = List.of(
                icl.withInstruction("other"),
                new PromptTemplate(
                        icl.name(), "2", icl.text(), icl.demonstration(), icl.separator(), icl.instruction()),
                new PromptTemplate(icl.name(), "1", icl.text(), icl.demonstration(), "\n", icl.instruction()));

        assertThat(others).extracting(PromptTemplate::fingerprint).doesNotHaveDuplicates();
        assertThat(others).extracting(PromptTemplate::fingerprint).doesNotContain(icl.fingerprint());
        assertThat(PromptTemplate.around("a", "b").fingerprint()).isEqualTo("a\0b");
    }
}
