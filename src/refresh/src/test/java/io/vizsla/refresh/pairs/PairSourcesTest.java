package io.vizsla.refresh.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.refresh.data.RefreshQuery.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairSourcesTest {

    private static final List<PassageText> PASSAGES = List.of(
            new PassageText(
                    "owls",
                    0,
                    "How owls hunt",
                    "Owls hunt in the dark. Their feathers make almost no noise at all. They swallow mice whole."),
            new PassageText(
                    "owls",
                    1,
                    "How owls hunt",
                    "What is left is a pellet of bones. Pellets tell biologists what an owl has eaten."),
            new PassageText(
                    "cats",
                    0,
                    "Sleeping cats",
                    "Cats sleep for most of the day. They wake at dusk and wait for their meal."),
            new PassageText("chinese", 0, "猫头鹰", "猫头鹰是夜行性的猛禽。它们主要以老鼠和昆虫为食。它们的羽毛非常柔软。"),
            new PassageText("thai", 0, "นกฮูก", "นกฮูกเป็นนกที่ออกหากินในเวลากลางคืน มันกินหนูและแมลงเป็นอาหาร"),
            new PassageText(
                    "markup",
                    0,
                    "<h1>Tables & \"rows\"</h1>",
                    "<p>A table has <b>rows</b> & columns.</p> <script>alert('x < y');</script> It ends with a %s."),
            new PassageText("bare", 0, "", "word"),
            new PassageText("marks", 0, "  ", "... --- !!! ???"),
            new PassageText(
                    "broken",
                    0,
                    "\uD83E\uDD89 \uD83E",
                    "A lone \uD83E surrogate. And an owl \uD83E\uDD89 beside it, alive."),
            new PassageText("long", 0, "x ".repeat(500), "many ".repeat(3000) + "words. And then a last sentence."),
            new PassageText("repeated", 0, "same", "same"));

    private static PassageTexts texts(List<PassageText> passages) {
        return new PassageTexts(
                passages,
                "en",
                text -> new TermStatistics(
                        passages.size(),
                        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                                .filter(word -> !word.isEmpty() && !word.equals("the"))
                                .distinct()
                                .collect(Collectors.toMap(word -> word, word -> passages.stream()
                                        .filter(one -> one.text()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(word))
                                        .count()))));
    }

    private static PairSource source(Origin origin) {
        return PairSources.all(Questioner.NONE).stream()
                .filter(one -> one.origin() == origin)
                .findFirst()
                .orElseThrow();
    }

    private static List<Pair> pairs(Origin origin, long seed) {
        return source(origin).of(texts(PASSAGES), 100, seed);
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"JUDGED", "CLICKED", "LOGGED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everySourceMakesQueriesThatSomebodyCouldAsk(Origin origin) {
        Map<String, String> texts = new HashMap<>();
        PASSAGES.forEach(one -> texts.merge(one.document(), one.title() + " " + one.text(), (a, b) -> a + " " + b));

        for (long seed = 0; seed < 20; seed++) {
            List<Pair> pairs = pairs(origin, seed);

            assertThat(pairs).as("seed %d", seed).isNotEmpty().allSatisfy(pair -> {
                assertThat(pair.origin()).isEqualTo(origin);
                assertThat(pair.query())
                        .isNotBlank()
                        .isNotEqualTo(pair.passage())
                        .doesNotContain("\n");
                assertThat(Words.of(pair.query())).hasSizeBetween(1, Pair.MOST_WORDS);
                assertThat(texts.get(pair.document()).replaceAll("\\s+", " "))
                        .contains(pair.passage().replaceAll("\\s+", " ").substring(0, 3));
            });
            assertThat(pairs.stream().map(pair -> QueryId.of(pair.query()))).doesNotHaveDuplicates();
        }
    }

    /** Words of questions' frames apart, nothing is asked that stands not in the document. */
    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"TITLE", "CLOZE", "KEYWORDS", "CLAIM", "MASKED"})
    void noWordComesFromAnotherDocument(Origin origin) {
        for (Pair pair : pairs(origin, 3)) {
            String own = PASSAGES.stream()
                    .filter(one -> one.document().equals(pair.document()))
                    .map(one -> one.title() + " " + one.text())
                    .collect(Collectors.joining(" "));
            assertThat(Words.of(pair.query()).stream().map(word -> word.of(pair.query())))
                    .allMatch(own::contains);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"JUDGED", "CLICKED", "LOGGED"},
            mode = EnumSource.Mode.EXCLUDE)
    void equalSeedsMakeEqualPairsWhateverTheOrderOfPassages(Origin origin) {
        List<PassageText> other = new ArrayList<>(PASSAGES).reversed();

        assertThat(source(origin).of(texts(other), 100, 5)).isEqualTo(pairs(origin, 5));
        assertThat(source(origin).of(texts(PASSAGES), 2, 5))
                .isEqualTo(pairs(origin, 5).subList(0, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"JUDGED", "CLICKED", "LOGGED"},
            mode = EnumSource.Mode.EXCLUDE)
    void noPassagesMakeNoPairs(Origin origin) {
        assertThat(source(origin).of(texts(List.of()), 10, 1)).isEmpty();
    }

    @Test
    void aSentenceStaysInItsPassageInOneOfTenCases() {
        List<PassageText> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(new PassageText(
                    "d" + i, 0, "", "Sentence " + i + " comes first here. Then another one " + i + " follows it."));
        }

        List<Pair> pairs = PairSources.cloze().of(texts(many), 3000, 1);

        long kept = pairs.stream()
                .filter(pair -> pair.passage().contains(pair.query()))
                .count();
        assertThat(pairs).hasSize(3000);
        assertThat((double) kept / pairs.size()).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aPassageOfOneSentenceHasNoRest() {
        PassageTexts one = texts(List.of(new PassageText("d", 0, "t", "This is the only sentence of it.")));

        assertThat(PairSources.cloze().of(one, 10, 1)).isEmpty();
        assertThat(PairSources.claim().of(one, 10, 1)).isEmpty();
        assertThat(PairSources.masked().of(one, 10, 1)).isEmpty();
    }

    @Test
    void keywordsAreTheRarestWordsInTheirOrder() {
        PassageTexts texts = texts(List.of(
                new PassageText("d", 0, "", "the common common zebra word the quagga"),
                new PassageText("e", 0, "", "the common word common word"),
                new PassageText("f", 0, "", "a common word")));

        Pair pair = PairSources.keywords().of(texts, 10, 1).stream()
                .filter(one -> one.document().equals("d"))
                .findFirst()
                .orElseThrow();

        assertThat(pair.query()).isEqualTo("common zebra word quagga");
        assertThat(RareWords.words("the common zebra word quagga", 2, texts)).containsExactly("zebra", "quagga");
    }

    @Test
    void rareWordsAreMasked() {
        PassageTexts texts = texts(List.of(
                new PassageText("d", 0, "", "Owls eat mice and quaggas now. Owls eat mice and owls now."),
                new PassageText("e", 0, "", "owls eat mice and now")));

        assertThat(PairSources.masked().of(texts, 10, 1).getFirst().query()).doesNotContain("quaggas");
    }

    @Test
    void claimsAreFirstSentencesOfDocuments() {
        List<Pair> pairs = pairs(Origin.CLAIM, 1);

        assertThat(pairs)
                .extracting(Pair::query)
                .contains("Owls hunt in the dark.", "Cats sleep for most of the day.")
                .doesNotContain("What is left is a pellet of bones.");
    }

    @Test
    void whatLooksLikeMarkupIsText() {
        assertThat(pairs(Origin.TITLE, 1)).extracting(Pair::query).contains("<h1>Tables & \"rows\"</h1>");
    }

    @Test
    void aChatModelAsksAndAFrameDoesWhereItHasNothingToAsk() {
        Questioner questioner = passage -> passage.startsWith("Owls")
                ? Optional.of("why are owls\nso quiet?")
                : passage.startsWith("Cats") ? Optional.of(" ") : Optional.empty();

        List<Pair> pairs = PairSources.question(questioner).of(texts(PASSAGES), 100, 1);

        assertThat(pairs).extracting(Pair::query).contains("why are owls so quiet?");
        assertThat(pairs.stream()
                        .filter(pair -> pair.document().equals("cats"))
                        .findFirst()
                        .orElseThrow()
                        .query())
                .endsWith("?")
                .matches(query -> Words.of(query).size() > 4);
    }

    @Test
    void framesFollowTheLanguage() {
        assertThat(QuestionFrames.ask(List.of("Eule", "Maus"), "de-AT", 0))
                .isEqualTo("was ist über Eule Maus bekannt?");
        assertThat(QuestionFrames.ask(List.of("baykuş"), "tr", 7)).isEqualTo("baykuş?");
    }

    @Test
    void sourcesAreMixedInEqualParts() {
        List<PassageText> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new PassageText(
                    "d" + i,
                    0,
                    "Title number " + i,
                    "First a# b# sentence of c# d# here. Second e# f# part g# h# has words.".replace("#", "x" + i)));
        }

        List<Pair> pairs = PairSources.mixed(texts(many), Questioner.NONE, 60, 1);

        Map<Origin, Long> counts = pairs.stream().collect(Collectors.groupingBy(Pair::origin, Collectors.counting()));
        assertThat(pairs).hasSize(60);
        assertThat(counts).hasSize(6).allSatisfy((origin, count) -> assertThat(count)
                .isBetween(7L, 13L));
        assertThat(PairSources.mixed(texts(List.of()), Questioner.NONE, 60, 1)).isEmpty();
    }

    @Test
    void aPairThatNobodyCouldAskIsRefused() {
        assertThatThrownBy(() -> new Pair(Origin.TITLE, " ... ", "d", "text"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("query = 0 words");
        assertThatThrownBy(() -> new Pair(Origin.TITLE, "w ".repeat(49), "d", "text"))
                .hasMessageContaining("query = 49 words");
        assertThatThrownBy(() -> new Pair(Origin.TITLE, "same", "d", "same"))
                .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.field())
                        .contains("query"));
    }
}
