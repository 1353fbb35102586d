package io.vizsla.retrieval.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HighlighterTest {

    private final Highlighter highlighter = new Highlighter();

    @Test
    void marksOtherFormsOfTheWord() {
        assertThat(marked("vaccine effects", "Vaccines had an EFFECT; nothing else."))
                .containsExactly("Vaccines", "EFFECT");
        assertThat(marked("stop running", "He stopped, then runs")).containsExactly("stopped", "runs");
        assertThat(marked("studies", "one study")).containsExactly("study");
    }

    @Test
    void leavesCommonWordsOut() {
        assertThat(marked("what is the heart", "The heart is what it is")).containsExactly("heart");
    }

    @Test
    void unlessThereIsNothingElse() {
        assertThat(marked("to be or not to be", "not that it be so")).containsExactly("not", "be");
    }

    @Test
    void foldsCaseAndAccents() {
        assertThat(marked("resume", "Her R\u00e9sum\u00e9 was long")).containsExactly("R\u00e9sum\u00e9");
        assertThat(marked("\u00dcBER", "u\u0308ber alles")).containsExactly("u\u0308ber");
    }

    @Test
    void possessivesAreTheWord() {
        assertThat(marked("newton", "Newton's laws and Newton\u2019s apple"))
                .containsExactly("Newton's", "Newton\u2019s");
    }

    @Test
    void countsInUtf16Units() {
        String text = "\ud83d\ude00 heart";

        assertThat(highlighter.spans("heart", text)).containsExactly(new Span(3, 8));
    }

    @Test
    void unspacedScriptsMatchByCharacter() {
        assertThat(marked("\u5fc3\u81d3", "\u4eba\u7684\u5fc3\u81d3")).containsExactly("\u5fc3", "\u81d3");
    }

    @Test
    void nothingMatchesNothing() {
        assertThat(marked("", "text")).isEmpty();
        assertThat(marked("word", "")).isEmpty();
        assertThat(marked("!?", "what!?")).isEmpty();
        assertThat(marked("x", "\ud800 x")).containsExactly("x");
    }

    @Test
    void hugeTextsAreBounded() {
        String text = "heart ".repeat(1_000_000);

        assertThat(highlighter.spans("heart", text)).hasSize(Highlighter.MOST_SPANS);
        assertThat(highlighter.spans("heart", "x".repeat(5_000_000) + " heart")).isEmpty();
    }

    private List<String> marked(String query, String text) {
        return highlighter.spans(query, text).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }
}
