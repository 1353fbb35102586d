package io.vizsla.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, and looks whether what it had flushed is there. */
class LuceneCrashTest {

    private static final int BATCH = 40;

    @TempDir
    Path folder;

    /** Writes batches forever; after each flush it prints how many are flushed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) {
            RandomChunks data = new RandomChunks(new SplittableRandom(Long.parseLong(args[1])), 16, 4);
            PassageIndex index = open(Path.of(args[0]));
            for (int flushed = Integer.parseInt(args[2]); ; flushed++) {
                List<EncodedChunk> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    batch.add(data.chunk(new DocumentRef("crash", "b" + flushed + "-" + i), 0, flushed));
                }
                index.upsert(new Batch(batch));
                if (flushed > 0) {
                    index.delete(new DocumentRef("crash", "b" + (flushed - 1) + "-0"), Long.MAX_VALUE);
                }
                index.flush();
                System.out.println("flushed " + (flushed + 1));
            }
        }
    }

    static PassageIndex open(Path folder) {
        return new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS.withGraph(8, 32, 100))
                .open(new IndexSpec("crash", new Space("s"), 16, 4, "en", RandomChunks.FIELDS));
    }

    @Test
    void whatWasFlushedSurvivesKilling() throws Exception {
        SplittableRandom random = Seeds.random("LuceneCrashTest");
        int flushed = 0;
        for (int round = 0; round < 4; round++) {
            flushed = writeAndKill(random, flushed, 2 + random.nextInt(8));
            try (PassageIndex index = open(folder)) {
                assertThat(index.check().problems()).isEmpty();
                for (int b = 0; b < flushed; b++) {
                    // The last flushed batch may have lost its first document to the batch that was being written.
                    int first = b == flushed - 1 ? 1 : 0;
                    for (int i = 0; i < BATCH; i++) {
                        boolean deleted = i == 0 && b < flushed - 1;
                        if (i >= first) {
                            ChunkId id = new ChunkId(new DocumentRef("crash", "b" + b + "-" + i), 0);
                            assertThat(index.chunks(List.of(id)).containsKey(id))
                                    .as("%s of %s flushed", id, flushed)
                                    .isEqualTo(!deleted);
                        }
                    }
                }
            }
        }
        assertThat(flushed).isPositive();
    }

    private int writeAndKill(SplittableRandom random, int from, int flushes) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(random.nextLong()),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int flushed = from;
        try (BufferedReader out = writer.inputReader()) {
            for (int i = 0; i < flushes; i++) {
                String line = out.readLine();
                assertThat(line).as("the writer ended by itself").startsWith("flushed ");
                flushed = Integer.parseInt(line.substring("flushed ".length()));
            }
            Thread.sleep(random.nextInt(60));
            // The handle kills like the process itself, but leaves the pipe open: what was printed can still be read.
            writer.toHandle().destroyForcibly();
            writer.waitFor();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                flushed = line.startsWith("flushed ") ? Integer.parseInt(line.substring("flushed ".length())) : flushed;
            }
        }
        return flushed;
    }
}
