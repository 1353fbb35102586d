package io.vizsla.ingestion;

import static io.vizsla.ingestion.Workbench.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that come again after their results were committed, as all do when a lost index is filled again. */
class ReplayTest {

    private final Workbench bench = new Workbench();

    @Test
    void changesNothingOfWhatTheStatesTell() {
        LogRecord old = bench.put("a", "old words", 1L);
        LogRecord changed = bench.put("a", "new words", 1L);
        LogRecord broken = bench.append("c/a", "no json".getBytes(StandardCharsets.UTF_8), Map.of());
        bench.run(old, changed);
        bench.run(broken);
        DocumentStatus before = bench.status("a").orElseThrow();

        for (LogRecord record : List.of(old, changed, broken)) {
            IngestResult again = bench.run(record);

            assertThat(again.outcomes()).containsEntry(Outcome.UNCHANGED, 1L);
            assertThat(again.deadLetters()).isEmpty();
            assertThat(again.statuses()).isEmpty();
        }
        assertThat(bench.status("a")).contains(before);
        assertThat(bench.chunks("a").getFirst().text()).isEqualTo("new words");
    }

    @Test
    void goesOnBehindWhatTheStatesTell() {
        LogRecord first = bench.put("a", "one");
        bench.run(first);
        LogRecord second = bench.put("a", "two");

        IngestResult result = bench.run(first, second);

        assertThat(result.outcomes()).containsEntry(Outcome.UNCHANGED, 1L).containsEntry(Outcome.INDEXED, 1L);
        assertThat(bench.status("a").orElseThrow().position()).isEqualTo(second.position());
    }

    @Test
    void writesWhatWasForgottenFromItsFirstRecordOn() {
        LogRecord first = bench.put("a", words(60, "one"));
        LogRecord second = bench.put("a", "two");
        LogRecord gone = bench.delete("b", null);
        bench.run(first, second, gone);
        bench.index.delete(new DocumentRef("c", "a"), Long.MAX_VALUE);
        bench.states.remove(new DocumentRef("c", "a"));

        bench.run(first);
        assertThat(bench.chunks("a")).hasSizeGreaterThan(1);
        bench.run(second, gone);

        assertThat(bench.chunks("a"))
                .singleElement()
                .extracting(chunk -> chunk.text())
                .isEqualTo("two");
        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.INDEXED);
    }
}
