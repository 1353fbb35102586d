package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.Judgement.Source;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.retrieval.example.JudgedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void theBestGradeAnswersInWhateverOrderItCame() {
        Judgement fair = judged("a", 1, 9);
        Judgement perfect = judged("b", 3, 1);
        Judgement good = judged("c", 2, 5);

        assertThat(answer(fair, perfect, good)).isEqualTo("docs/b#0");
        assertThat(answer(good, fair, perfect)).isEqualTo("docs/b#0");
    }

    @Test
    void theLatestOfEqualGradesAnswers() {
        assertThat(answer(judged("a", 2, 1), judged("b", 2, 3), judged("c", 2, 2)))
                .isEqualTo("docs/b#0");
    }

    @Test
    void whatIsNoAnswerTakesTheQueryOut() {
        JudgedQuery none = of(judged("a", 0, 1), judged("b", 0, 2));

        assertThat(none.answer()).isNull();
        assertThat(none.id()).isEqualTo("id");
        assertThat(none.text()).isEqualTo("how");
    }

    @Test
    void aQueryOfWhichAllWasTakenBackIsNoExample() {
        assertThat(of().answer()).isNull();
    }

    @Test
    void aClickCountsWhereNobodyJudgedTheDocument() {
        assertThat(answer(clicked("a", 1))).isEqualTo("docs/a#0");
        assertThat(of(clicked("a", 2), judged("a", 0, 1)).answer()).isNull();
        assertThat(answer(clicked("a", 2), judged("b", 0, 1))).isEqualTo("docs/a#0");
    }

    @Test
    void aJudgementIsBetterThanAnyClick() {
        assertThat(answer(clicked("a", 9), judged("b", 1, 1))).isEqualTo("docs/b#0");
        assertThat(answer(judged("b", 1, 1), clicked("a", 9))).isEqualTo("docs/b#0");
    }

    @Test
    void keepsTheChunkThatWasMeantAndTellsWhereNoneWas() {
        JudgedQuery meant = of(new Judgement(IndexerFixture.document("a"), "how", 4, 2, Source.JUDGED, null, at(1)));
        JudgedQuery any = of(judged("a", 2, 1));

        assertThat(meant.answer()).isEqualTo(new ChunkId(IndexerFixture.document("a"), 4));
        assertThat(meant.anyChunk()).isFalse();
        assertThat(meant.grade()).isEqualTo(2);
        assertThat(any.anyChunk()).isTrue();
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        List<Judgement> all = new ArrayList<>(
                List.of(judged("a", 0, 1), judged("b", 2, 2), judged("c", 2, 3), clicked("a", 4), clicked("d", 5)));
        for (int i = 0; i < all.size(); i++) {
            Collections.rotate(all, 1);

            assertThat(String.valueOf(Answers.of("id", all).answer())).isEqualTo("docs/c#0");
        }
    }

    private static String answer(Judgement... judgements) {
        return String.valueOf(of(judgements).answer());
    }

    private static JudgedQuery of(Judgement... judgements) {
        return Answers.of("id", List.of(judgements));
    }

    private static Judgement judged(String document, int grade, int second) {
        return new Judgement(IndexerFixture.document(document), "how", null, grade, Source.JUDGED, null, at(second));
    }

    private static Judgement clicked(String document, int second) {
        return new Judgement(IndexerFixture.document(document), "how", null, 1, Source.CLICKED, 1, at(second));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
