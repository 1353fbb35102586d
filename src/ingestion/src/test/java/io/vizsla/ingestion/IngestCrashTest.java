package io.vizsla.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random streams of events, split into random batches and interrupted at random steps: the end must be what a model says
 * that knows neither batches nor crashes.
 */
class IngestCrashTest {

    private static final int EVENTS = 60;

    /** What the model knows of a document. */
    private record Known(DocumentState state, long version, String hash, String text) {}

    private static final class Crash extends RuntimeException {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void endsInTheModelsStateWhateverHappens(int round) {
        for (int i = 0; i < 100; i++) {
            long seed = round * 100L + i;
            new Run(seed).check();
        }
    }

    private static final class Run {

        private final String at;
        private final Random random;
        private final Workbench bench = new Workbench();
        private final Map<String, Known> model = new HashMap<>();
        private final Set<Long> mustDie = new TreeSet<>();
        private final Set<Long> mayDie = new TreeSet<>();
        private final Set<Long> died = new TreeSet<>();
        private final int documents;

        Run(long seed) {
            this.at = "seed " + seed;
            this.random = new Random(seed);
            this.documents = 2 + random.nextInt(30);
        }

        void check() {
            for (int i = 0; i < EVENTS; i++) {
                event("d" + random.nextInt(documents));
            }
            consume();
            compare();
        }

        private void event(String id) {
            Known known = model.getOrDefault(id, new Known(null, -1, "", ""));
            long offset = bench.log.size();
            Long version = random.nextInt(3) == 0 ? Math.max(0, offset + random.nextInt(9) - 4) : null;
            switch (random.nextInt(10)) {
                case 0, 1 -> delete(id, known, offset, version);
                case 2 -> broken(id, known, offset);
                case 3 -> poison(id, known, offset);
                default -> put(id, known, offset, version);
            }
        }

        private void delete(String id, Known known, long offset, Long version) {
            bench.delete(id, version);
            if (version == null || version >= known.version()) {
                long next = version != null ? version : Math.max(known.version() + 1, offset);
                model.put(id, new Known(DocumentState.DELETED, next, "", ""));
            }
        }

        private void broken(String id, Known known, long offset) {
            bench.append("c/" + id, "{\"text\":7}".getBytes(StandardCharsets.UTF_8), Map.of());
            mustDie.add(offset);
            fail(id, known);
        }

        private void poison(String id, Known known, long offset) {
            bench.put(id, Workbench.POISON + " " + offset);
            if (offset >= known.version()) {
                // A poisoned text that is superseded in its batch is never encoded.
                mayDie.add(offset);
                fail(id, known);
            }
        }

        private void fail(String id, Known known) {
            model.put(id, new Known(DocumentState.FAILED, known.version(), known.hash(), known.text()));
        }

        private void put(String id, Known known, long offset, Long version) {
            String text = Workbench.words(1 + random.nextInt(4) * 25, "w" + random.nextInt(3));
            DocumentBody body = DocumentBody.ofText(null, text, Map.of(), version);
            bench.put(id, body);
            long next = version != null ? version : offset;
            if (next >= known.version()) {
                model.put(id, new Known(DocumentState.INDEXED, next, ContentHash.of(body), text));
            }
        }

        private void consume() {
            int committed = 0;
            while (committed < bench.log.size()) {
                int end = Math.min(bench.log.size(), committed + 1 + random.nextInt(20));
                List<LogRecord> batch = bench.log.subList(committed, end);
                try {
                    IngestResult result = bench.ingestor(crashing()).process(batch);
                    assertThat(result.outcomes().values().stream()
                                    .mapToLong(count -> count)
                                    .sum())
                            .as(at)
                            .isEqualTo(batch.size());
                    bench.commit(result);
                    result.deadLetters()
                            .forEach(letter ->
                                    died.add(letter.record().position().offset()));
                    committed = end;
                } catch (Crash again) {
                    // The next attempt starts at the last commit, with a batch of another size.
                }
            }
        }

        private IngestListener crashing() {
            int steps = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(30);
            return new IngestListener() {
                private int left = steps;

                @Override
                public void step(IngestStep step, List<DocumentRef> documents) {
                    if (left-- == 0) {
                        throw new Crash();
                    }
                }
            };
        }

        private void compare() {
            for (Map.Entry<String, Known> entry : model.entrySet()) {
                Known known = entry.getValue();
                DocumentStatus status = bench.status(entry.getKey()).orElseThrow();
                List<Chunk> chunks = bench.chunks(entry.getKey());
                String where = at + ", document " + entry.getKey();
                assertThat(status.state()).as(where).isEqualTo(known.state());
                assertThat(status.version()).as(where).isEqualTo(known.version());
                assertThat(status.contentHash()).as(where).isEqualTo(known.hash());
                assertThat(chunks).as(where).hasSize(status.chunks());
                compare(where, known, chunks);
            }
            Set<Long> missing = new HashSet<>(mustDie);
            missing.removeAll(died);
            assertThat(missing).as(at).isEmpty();
            died.removeAll(mustDie);
            assertThat(mayDie).as(at).containsAll(died);
        }

        private static void compare(String where, Known known, List<Chunk> chunks) {
            assertThat(chunks.isEmpty()).as(where).isEqualTo(known.text().isEmpty());
            int covered = 0;
            for (int i = 0; i < chunks.size(); i++) {
                Chunk chunk = chunks.get(i);
                assertThat(chunk.id().ordinal()).as(where).isEqualTo(i);
                assertThat(chunk.contentHash()).as(where).isEqualTo(known.hash());
                assertThat(chunk.text()).as(where).isEqualTo(known.text().substring(chunk.start(), chunk.end()));
                assertThat(chunk.start()).as(where).isLessThanOrEqualTo(covered + 1);
                covered = chunk.end();
            }
            assertThat(covered).as(where).isEqualTo(known.text().length());
        }
    }
}
