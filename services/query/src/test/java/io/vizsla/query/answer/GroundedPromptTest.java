package io.vizsla.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.answer.CitationCheck.Checked;
import io.vizsla.query.answer.Turn.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundedPromptTest {

    private static final String LONG = "owls hunt by ear ".repeat(400);

    /** Of seven long ones the seventh has no place; the short one behind them has. */
    private static final List<Passage> PASSAGES =
            Passages.of(LONG, LONG, LONG, LONG, LONG, LONG, "The Vizsla is a pointing dog. " + LONG, "Barn owls hunt.");

    @Test
    void passagesThatFitKeepTheirNumbers() {
        List<Passage> fitting = GroundedPrompt.fitting(PASSAGES);

        assertThat(fitting).extracting(Passage::number).containsExactly(1, 2, 3, 4, 5, 6, 8);
        String prompt = GroundedPrompt.turns(List.of(new Turn(Speaker.USER, "who hunts?")), fitting)
                .getLast()
                .text();
        assertThat(prompt)
                .contains("<passage number=\"6\">", "<passage number=\"8\">")
                .doesNotContain("<passage number=\"7\">")
                .endsWith("Question: who hunts?")
                .hasSizeLessThan(40_100);
    }

    /** However well it would bear out what is said. */
    @Test
    void whatTheModelWasNotShownIsNoCitation() {
        Checked checked = CitationCheck.check(
                "The Vizsla is a pointing dog [7]. Barn owls hunt [8].", GroundedPrompt.fitting(PASSAGES));

        assertThat(checked.text()).isEqualTo("The Vizsla is a pointing dog . Barn owls hunt [8].");
        assertThat(checked.citations()).extracting(Citation::number).containsExactly(8);
    }
}
