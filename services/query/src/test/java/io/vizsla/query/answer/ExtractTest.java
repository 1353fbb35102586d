package io.vizsla.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.answer.Answer.Kind;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ExtractTest {

    @Test
    void everyQuoteStandsInItsPassage() {
        List<Passage> passages = Passages.of(
                "Dogs sleep. The Vizsla points at\nbirds from Hungary! It runs.",
                "Birds fly. Hungary is a country.",
                "x".repeat(5_000) + " birds " + "y ".repeat(5_000));

        Answer answer =
                Extract.answer("which birds does a Vizsla from Hungary point at?", passages, Locale.ENGLISH, null);

        assertThat(answer.kind()).isEqualTo(Kind.EXTRACTIVE);
        assertThat(answer.text()).startsWith("The Vizsla points at birds from Hungary! [1]");
        assertThat(answer.citations()).isNotEmpty().allSatisfy(citation -> {
            assertThat(passages.get(citation.number() - 1).text()).contains(citation.quote());
            assertThat(answer.text().substring(citation.start(), citation.end()))
                    .isEqualTo(citation.quote().replaceAll("\\s+", " "));
        });
    }

    @Test
    void withoutAWordInCommonTheBestPassageSpeaks() {
        Answer answer = Extract.answer("qqq", Passages.of("One. Two.", "Three."), Locale.ENGLISH, "why");

        assertThat(answer.text()).isEqualTo("One. [1]");
        assertThat(answer.reason()).isEqualTo("why");
    }

    @Test
    void whoAsksTheSameDoesNotAnswerIt() {
        Answer answer = Extract.answer(
                "Who herds sheep on the plain?",
                Passages.of("Ask it \"who herds sheep on the plain\"! The puli herds sheep."),
                Locale.ENGLISH,
                null);

        assertThat(answer.text()).isEqualTo("The puli herds sheep. [1]");
    }

    @Test
    void surrogatesAreNotCutApart() {
        Answer answer = Extract.answer("dog", Passages.of("dog" + "🐕".repeat(2_000)), Locale.ENGLISH, null);

        assertThat(answer.citations()).singleElement().satisfies(one -> assertThat(one.quote())
                .doesNotMatch(".*[\\uD800-\\uDBFF]$"));
    }
}
