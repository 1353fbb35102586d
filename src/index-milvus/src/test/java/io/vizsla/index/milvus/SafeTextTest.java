package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.FieldType;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    private static List<String> texts() {
        SplittableRandom random = Seeds.random("SafeTextTest");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void anyTextComesBackAndHoldsNoSyntax() {
        for (String text : texts()) {
            String safe = SafeText.encode(text);
            assertThat(SafeText.decode(safe)).isEqualTo(text);
            assertThat(safe).matches("[0-9A-Za-z!:\\[{]*");
        }
    }

    @Test
    void orderAndPrefixesStay() {
        List<String> texts = texts();
        for (String one : texts) {
            for (String other : texts) {
                String safe = SafeText.encode(one);
                String otherSafe = SafeText.encode(other);
                assertThat(Integer.signum(safe.compareTo(otherSafe))).isEqualTo(Integer.signum(one.compareTo(other)));
                assertThat(safe.startsWith(otherSafe)).isEqualTo(one.startsWith(other));
                assertThat(safe).isLessThan(SafeText.LAST);
            }
        }
    }

    @Test
    void whatIsCutDoesNotDecode() {
        assertThatThrownBy(() -> SafeText.decode("a!00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersCompareAsTheyAre() {
        List<Double> ascending =
                List.of(-Double.MAX_VALUE, -2.5, -Double.MIN_VALUE, 0.0, Double.MIN_VALUE, 1.0, 1e10, Double.MAX_VALUE);
        assertThat(ascending.stream()
                        .map(number -> FilterValues.comparable(FieldType.NUMBER, number))
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(FilterValues.comparable(FieldType.NUMBER, -0.0))
                .isEqualTo(FilterValues.comparable(FieldType.NUMBER, 0.0));
        List<Long> whole = List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
        assertThat(whole.stream()
                        .map(number -> FilterValues.comparable(FieldType.INTEGER, number))
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void differentTermsHaveDifferentNamesThatTokenizersLeaveWhole() {
        List<String> terms = List.of("a", "dog", "zq61", "zq", "é", "東京", "a_b", "A", "\uD83D\uDE00", "3.5");
        assertThat(terms.stream().map(SafeTerm::encode).toList())
                .doesNotHaveDuplicates()
                .allMatch(term -> term.matches("[a-z0-9]+"));
        assertThat(SafeTerm.encode("dog")).isEqualTo("dog");
    }
}
