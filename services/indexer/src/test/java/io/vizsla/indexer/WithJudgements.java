package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.Judgement.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of judgements share: the log of them, a view that each test opens with its listener, short words. */
abstract class WithJudgements extends WithFixture {

    private static final Duration LONG = Duration.ofSeconds(60);

    JudgementLog judgements;
    JudgementView view;
    private long seconds;

    @BeforeEach
    void openLog() {
        judgements = JudgementLog.open(fixture.connection);
    }

    @AfterEach
    void closeLog() {
        closeView();
        judgements.close();
    }

    void openView(JudgementListener listener) {
        view = JudgementView.open(fixture.connection, file(), listener);
    }

    void closeView() {
        if (view != null) {
            view.close();
            view = null;
        }
    }

    Path file() {
        return directory.resolve("judgements.mv");
    }

    void await(LogPosition position) {
        view.await(position, LONG);
    }

    /** Judges a document of the collection {@code docs}; each call is a second later than the one before. */
    LogPosition judge(String query, String document, int grade) throws Exception {
        return append(IndexerFixture.document(document), query, grade, Source.JUDGED);
    }

    LogPosition click(String query, String document) throws Exception {
        return append(IndexerFixture.document(document), query, 1, Source.CLICKED);
    }

    LogPosition append(DocumentRef document, String query, int grade, Source source) throws Exception {
        return judgements
                .append(new Judgement(document, query, null, grade, source, null, Instant.ofEpochSecond(++seconds)))
                .get(30, TimeUnit.SECONDS);
    }

    LogPosition takeBack(String query, String document, Source source) throws Exception {
        return judgements
                .remove(IndexerFixture.document(document), query, source)
                .get(30, TimeUnit.SECONDS);
    }
}
