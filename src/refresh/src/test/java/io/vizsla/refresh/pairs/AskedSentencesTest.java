package io.vizsla.refresh.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.refresh.data.RefreshQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedSentencesTest {

    private static final String OWLS =
            "Owls hunt in the dark. Their feathers make almost no noise at all. They swallow mice whole.";

    @Test
    void eachPassageGivesOneOfItsSentences() {
        List<RefreshQuery> queries = AskedSentences.of(List.of(OWLS, "猫头鹰是夜行性的猛禽。"), 7);

        assertThat(queries).hasSize(2).allSatisfy(query -> {
            assertThat(query.origin().isMade()).isTrue();
            assertThat(query.gains()).isEmpty();
            assertThat(query.instruction()).isEmpty();
        });
        assertThat(OWLS)
                .contains(queries.getFirst().text())
                .isNotEqualTo(queries.getFirst().text());
        assertThat(queries.get(1).text()).isEqualTo("猫头鹰是夜行性的猛禽。");
        assertThat(queries).extracting(RefreshQuery::id).doesNotHaveDuplicates();
    }

    @Test
    void passagesThatNobodyWouldAskGiveNone() {
        List<String> texts = List.of("", "  ", "... --- !!!", "two words", "many ".repeat(61));

        assertThat(AskedSentences.of(texts, 7)).isEmpty();
    }

    @Test
    void theSeedSaysWhich() {
        List<String> texts = List.of(OWLS, OWLS, OWLS, OWLS, OWLS, OWLS, OWLS, OWLS);

        assertThat(AskedSentences.of(texts, 7)).isEqualTo(AskedSentences.of(texts, 7));
        assertThat(AskedSentences.of(texts, 7))
                .extracting(RefreshQuery::text)
                .isNotEqualTo(AskedSentences.of(texts, 8).stream()
                        .map(RefreshQuery::text)
                        .toList());
    }
}
