package io.vizsla.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.langchain4j.rag.content.Content;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitedAnswerTest {

    private static final Content FIRST = Content.from("first");
    private static final Content SECOND = Content.from("second");
    private static final Content THIRD = Content.from("third");

    private final CitedAnswer answer = new CitedAnswer(List.of(FIRST, SECOND, THIRD));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It points [3]. It is red [1].|It points [3]. It is red [1].|[1, 3]",
                "It points [2][2][4].|It points [2][2].|[2]",
                "It points [1, 2,9].|It points [1][2].|[1, 2]",
                "It can fly [9][0][9999].|It can fly .|[]",
                "No source at all.|No source at all.|[]",
                "a[i] and [] and [12345] and [x1] and [|a[i] and [] and [12345] and [x1] and [|[]",
                "[1|[1|[]"
            })
    void keepsWhatNamesASource(String said, String shown, String cited) {
        assertThat(letterByLetter(said)).isEqualTo(shown);
        assertThat(answer.cited().keySet()).hasToString(cited);
        CitedAnswer atOnce = new CitedAnswer(List.of(FIRST, SECOND, THIRD));
        assertThat(atOnce.take(said) + atOnce.rest()).isEqualTo(shown);
        assertThat(atOnce.cited()).isEqualTo(answer.cited());
    }

    @Test
    void citedSourcesAreThoseOfTheirNumbers() {
        letterByLetter("[3][1]");

        assertThat(answer.cited()).containsExactly(entry(1, FIRST), entry(3, THIRD));
    }

    @Test
    void holdsBackNothingButWhatMayBecomeAMark() {
        assertThat(answer.take("It points [")).isEqualTo("It points ");
        assertThat(answer.take("1")).isEmpty();
        assertThat(answer.cited()).isEmpty();
        assertThat(answer.take("] to ")).isEqualTo("[1] to ");
        assertThat(answer.take("[" + "1".repeat(100))).isEqualTo("[" + "1".repeat(100));
    }

    /** However the text comes, and without a level of the stack for each number. */
    @Test
    void marksOfManyNumbersAreNone() {
        String most = "It points [" + "1,".repeat(29) + "2].";
        String more = "It points [" + "1,".repeat(9_900) + "2].";

        assertThat(letterByLetter(most)).isEqualTo("It points " + "[1]".repeat(29) + "[2].");
        assertThat(letterByLetter(more)).isEqualTo(more);
        assertThat(answer.take(most)).isEqualTo("It points " + "[1]".repeat(29) + "[2].");
        assertThat(answer.take(more)).isEqualTo(more);
    }

    private String letterByLetter(String said) {
        StringBuilder shown = new StringBuilder();
        for (char letter : said.toCharArray()) {
            shown.append(answer.take(String.valueOf(letter)));
        }
        return shown.append(answer.rest()).toString();
    }
}
