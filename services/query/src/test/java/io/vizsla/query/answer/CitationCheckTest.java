package io.vizsla.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.answer.CitationCheck.Checked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationCheckTest {

    private static final List<Passage> PASSAGES =
            Passages.of("The Vizsla is a pointing dog from Hungary, known since 1357.", "Barn owls hunt by ear.");

    @Test
    void statementOfAMarkIsItsSentence() {
        Checked checked = check("Dogs are old. The Vizsla points, since 1357 [1]. Owls hunt by ear. [2]");

        assertThat(statements(checked)).containsExactly("The Vizsla points, since 1357", "Owls hunt by ear.");
        assertThat(checked.citations()).allMatch(Citation::supported);
        assertThat(checked.grounded()).isTrue();
    }

    @Test
    void marksBesideEachOtherShareAStatement() {
        Checked checked = check("The Vizsla is from Hungary [1][2]. Owls hunt [1, 2].");

        assertThat(checked.text()).isEqualTo("The Vizsla is from Hungary [1][2]. Owls hunt [1][2].");
        assertThat(statements(checked))
                .containsExactly("The Vizsla is from Hungary", "The Vizsla is from Hungary", "Owls hunt", "Owls hunt");
        assertThat(checked.citations().stream().map(Citation::supported)).containsExactly(true, false, false, true);
    }

    @Test
    void numbersMustAllBeThere() {
        Checked checked = check("The Vizsla is a pointing dog from Hungary known since 1358 [1].");

        assertThat(checked.citations()).singleElement().satisfies(one -> assertThat(one.supported())
                .isFalse());
        assertThat(checked.grounded()).isFalse();
    }

    @Test
    void endingsAndCaseDoNotMatter() {
        assertThat(check("An OWL hunts by its ears [2].").grounded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "]", "[1", "[0]", "[3]", "[999]", "[1000]", "[1,]", "no mark", "[x]", "[]", "a [0] b"})
    void whatNamesNoPassageIsNoCitation(String said) {
        assertThat(check(said).citations()).isEmpty();
        assertThat(check(said).grounded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[1] [2]", ".[1]", "\n[1]", "?!?[2]", "   [1]   ", "a[1]b[2]c", "[1][1][1]"})
    void marksWithoutAStatementBreakNothing(String said) {
        Checked checked = check(said);

        assertThat(checked.citations()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.start()).isBetween(0, one.end());
            assertThat(one.end()).isBetween(one.start(), checked.text().length());
        });
    }

    /** Without a level of the stack for each number. */
    @ParameterizedTest
    @ValueSource(strings = {"1,", "1 ; ", "1,\n", "1", "[", " "})
    void marksOfManyNumbersAreNone(String piece) {
        String said = "It points [" + piece.repeat(9_900) + "2].";

        assertThat(check(said).text()).isEqualTo(piece.isBlank() ? "It points [2]." : said);
    }

    @Test
    void marksMayNameEveryPassage() {
        assertThat(check("Owls hunt [" + "1, ".repeat(30) + "2].").citations())
                .extracting(Citation::number)
                .containsExactly(1, 2);
    }

    private static Checked check(String said) {
        return CitationCheck.check(said, PASSAGES);
    }

    private static List<String> statements(Checked checked) {
        return checked.citations().stream()
                .map(one -> checked.text().substring(one.start(), one.end()))
                .toList();
    }
}
