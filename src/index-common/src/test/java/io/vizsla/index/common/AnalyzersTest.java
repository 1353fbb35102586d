package io.vizsla.index.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.text.Languages;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzersTest {

    private static Set<String> terms(String language, String text) throws IOException {
        try (Analyzer analyzer = Analyzers.of(language)) {
            return Terms.ofQuery(analyzer, text).keySet();
        }
    }

    @Test
    void englishDropsStopWordsPossessivesAndEndings() throws IOException {
        assertThat(terms("en", "The dog's running")).containsExactly("dog", "run");
        assertThat(terms("en-US", "the dogs")).containsExactly("dog");
    }

    @Test
    void otherLanguagesHaveTheirOwnRules() throws IOException {
        assertThat(terms("de", "die Häuser")).isEqualTo(terms("de", "Haus"));
        assertThat(terms("fr", "l'avion")).isEqualTo(terms("fr", "avions"));
        assertThat(terms("ru", "книги")).isEqualTo(terms("ru", "книга"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "ja", "ko", "zh-Hant-TW"})
    void chineseJapaneseAndKoreanBecomePairs(String language) throws IOException {
        assertThat(terms(language, "東京都")).containsExactly("東京", "京都");
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "xx", "", "not a tag!"})
    void anUnknownLanguageOnlySplitsAndLowersCase(String language) throws IOException {
        assertThat(terms(language, "The Dogs, running")).containsExactly("the", "dogs", "running");
    }

    @Test
    void theLanguagesThatAreSaidToHaveRulesHaveThem() {
        Set<String> all = new TreeSet<>(Languages.withRules());
        Collections.addAll(all, Locale.getISOLanguages());

        for (String language : all) {
            try (Analyzer analyzer =
                    Analyzers.byLanguage(Locale.forLanguageTag(language).getLanguage())) {
                assertThat(!(analyzer instanceof StandardAnalyzer))
                        .as(language)
                        .isEqualTo(Languages.hasRules(language));
            }
        }
    }

    @Test
    void wordsThatAreTooLongAreLeftOut() throws IOException {
        String longest = "x".repeat(Analyzers.LONGEST_WORD);
        assertThat(terms("en", longest + " a1 " + longest + "y")).containsExactly(longest, "a1");
        assertThat(terms("und", "x".repeat(1 << 20))).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theWordsOfAQueryAreBounded() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("w").append(i).append(' ');
        }
        assertThat(terms("en", text.toString())).hasSize(Terms.MOST_OF_A_QUERY);
    }
}
