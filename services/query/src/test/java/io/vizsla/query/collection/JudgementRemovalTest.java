package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.testing.FakeJudgements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementRemovalTest {

    private final FakeJudgements judgements = new FakeJudgements();
    private final QueryLog asked = new QueryLog(5);

    private void judge(String collection, int count) {
        for (int i = 0; i < count; i++) {
            judgements.append(new Judgement(
                    new DocumentRef(collection, "d" + i),
                    "query " + i,
                    null,
                    i % 4,
                    i % 2 == 0 ? Judgement.Source.JUDGED : Judgement.Source.CLICKED,
                    null,
                    Instant.EPOCH));
        }
    }

    @Test
    void forgettingTwiceIsNoError() {
        judge("docs", 1200);
        judge("notes", 3);
        asked.add("docs", "what is it");
        asked.add("notes", "what is that");
        JudgementRemoval removal = new JudgementRemoval(judgements, asked);

        removal.removeAll("docs");
        removal.removeAll("docs");
        removal.removeAll("nobody knows it");

        assertThat(judgements.count("docs")).isZero();
        assertThat(asked.of("docs")).isEmpty();
        assertThat(judgements.count("notes")).isEqualTo(3);
        assertThat(asked.of("notes")).containsExactly("what is that");
    }

    /** A search that began before the end of a collection may be answered in the middle of it. */
    @Test
    void whatIsAskedMeanwhileIsForgottenToo() {
        judge("docs", 2);

        new JudgementRemoval(new Late(), asked).removeAll("docs");

        assertThat(asked.of("docs")).isEmpty();
        assertThat(judgements.count("docs")).isZero();
    }

    /** While these catch up somebody searches. */
    private final class Late implements Judgements {

        @Override
        public CompletableFuture<LogPosition> append(Judgement judgement) {
            return judgements.append(judgement);
        }

        @Override
        public CompletableFuture<LogPosition> remove(DocumentRef document, String query, Judgement.Source source) {
            return judgements.remove(document, query, source);
        }

        @Override
        public void await(LogPosition position, Duration longest) {
            judgements.await(position, longest);
        }

        @Override
        public void catchUp(Duration longest) {
            asked.add("docs", "who is late");
            judgements.catchUp(longest);
        }

        @Override
        public List<Judgement> page(String collection, @Nullable String after, int limit) {
            return judgements.page(collection, after, limit);
        }

        @Override
        public long count(String collection) {
            return judgements.count(collection);
        }
    }
}
