package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeignQueriesTest {

    private static final List<String> WORDS =
            IntStream.range(0, 5000).mapToObj(i -> "w" + i).toList();

    @Test
    void areAsLongAsQueriesAndTheSameForASeed() {
        List<String> drawn = ForeignQueries.draw(WORDS, 300, 4);

        assertThat(drawn).hasSize(300).isEqualTo(ForeignQueries.draw(WORDS, 300, 4));
        assertThat(drawn).isNotEqualTo(ForeignQueries.draw(WORDS, 300, 5));
        assertThat(drawn)
                .allSatisfy(text ->
                        assertThat(text.split(" ")).hasSizeBetween(3, 12).isSubsetOf(WORDS));
    }

    /** Of five thousand words half of what is drawn comes from the first seventy: words are not used alike. */
    @Test
    void useFrequentWordsMost() {
        List<String> used = ForeignQueries.draw(WORDS, 2000, 4).stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .toList();
        Set<String> frequent = new HashSet<>(WORDS.subList(0, 70));

        double share = (double) used.stream().filter(frequent::contains).count() / used.size();

        assertThat(share).isBetween(0.4, 0.6);
        assertThat(used).anyMatch(word -> Integer.parseInt(word.substring(1)) > 4000);
    }
}
