package io.vizsla.ingestion;

import static io.vizsla.ingestion.Workbench.BLURRED;
import static io.vizsla.ingestion.Workbench.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents of more parts than stay in memory; the bench hands the encoder eight chunks at once. */
class LargeDocumentTest {

    private static final int LARGE = 1500;

    private final Workbench bench = new Workbench();

    @Test
    void everyChunkHasTheVectorsOfItsText() {
        bench.run(bench.put("a", distinct(LARGE)));

        List<Chunk> chunks = bench.chunks("a");
        assertThat(chunks).hasSizeGreaterThan(5 * 8);
        EncodedBatch alone = bench.fake.encode(chunks.stream()
                .map(chunk -> EncodingInput.passage(chunk.passage()))
                .toList());
        var tokens = bench.index.tokenVectors(chunks.stream().map(Chunk::id).toList());
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(tokens.get(chunks.get(i).id()))
                    .as("chunk " + i)
                    .isEqualTo(alone.tokens().get(i));
            Hit hit = bench.index
                    .search(IndexQuery.dense(alone.dense()[i], 1))
                    .list()
                    .getFirst();
            assertThat(hit.signals().get(Signal.DENSE).orElse(0))
                    .as("chunk " + i)
                    .isGreaterThan(0.9999);
        }
    }

    @Test
    void aVectorRefusedInTheLastPartLeavesWhatWasThere() {
        bench.run(bench.put("a", distinct(LARGE)));
        Map<String, String> before = hashes();
        bench.run(bench.put("a", words(LARGE, "other") + " " + BLURRED));

        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.FAILED);
        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    void endsSoonWhenTheBatchIsWantedNoLongerAndLeavesWhatWasThere() {
        bench.run(bench.put("a", distinct(LARGE)));
        Map<String, String> before = hashes();
        AtomicInteger parts = new AtomicInteger();
        Ingestor ingestor = bench.ingestor(new IngestListener() {
            @Override
            public void encoded(String collection, String model, int chunks, long tokens, Duration time) {
                parts.incrementAndGet();
            }
        });
        List<LogRecord> batch = List.of(bench.put("a", words(LARGE, "other")));

        assertThatThrownBy(() -> ingestor.process(batch, () -> parts.get() < 2))
                .isInstanceOf(CancellationException.class);
        assertThat(parts).hasValue(2);
        assertThat(hashes()).isEqualTo(before);

        bench.commit(ingestor.process(batch));
        assertThat(bench.status("a").orElseThrow().state()).isEqualTo(DocumentState.INDEXED);
        assertThat(hashes()).doesNotContainValue(before.values().iterator().next());
    }

    @Test
    void endsAfterOneSmallCallOfTheEncoderHoweverManyChunksItMayTake() {
        AtomicInteger chunks = new AtomicInteger();
        Ingestor ingestor = generous(new IngestListener() {
            @Override
            public void encoded(String collection, String model, int count, long tokens, Duration time) {
                chunks.addAndGet(count);
            }
        });
        List<LogRecord> batch = List.of(bench.put("a", longWords()));

        assertThatThrownBy(() -> ingestor.process(batch, () -> chunks.get() == 0))
                .isInstanceOf(CancellationException.class);
        assertThat(bench.chunks("a")).isEmpty();
        int first = chunks.get();
        bench.commit(ingestor.process(batch));
        assertThat(first).isBetween(2, bench.chunks("a").size() / 2);
        assertThat(chunks).hasValue(first + bench.chunks("a").size());
    }

    @Test
    void isAskedWhetherItIsWantedWhileItCuts() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger whileCutting = new AtomicInteger();
        Ingestor ingestor = generous(new IngestListener() {
            @Override
            public void cut(DocumentRef document, int chunks, Duration time) {
                whileCutting.set(asked.get());
            }
        });

        ingestor.process(List.of(bench.put("a", longWords())), () -> asked.incrementAndGet() > 0);
        assertThat(whileCutting.get()).isGreaterThan(bench.chunks("a").size());
    }

    /** Returns a machine that hands the encoder all chunks of a document at once, as far as their number goes. */
    private Ingestor generous(IngestListener listener) {
        return new Ingestor(
                bench.collections,
                bench.states,
                (_, _, _) -> {
                    throw new AssertionError("no file is parsed here");
                },
                bench.artefacts,
                new IngestOptions(EventLimits.DEFAULT, 1000, 512),
                listener);
    }

    private static String longWords() {
        return IntStream.range(0, 5 * LARGE).mapToObj(i -> "w".repeat(50) + i).collect(Collectors.joining(" "));
    }

    private Map<String, String> hashes() {
        List<Chunk> chunks = new ArrayList<>(bench.chunks("a"));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.id().document()).isEqualTo(new DocumentRef("c", "a")));
        return chunks.stream().collect(Collectors.toMap(chunk -> chunk.id().toString(), Chunk::contentHash));
    }

    private static String distinct(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }
}
