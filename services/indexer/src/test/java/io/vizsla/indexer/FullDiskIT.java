package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.testkit.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full disks: what was taken goes on as soon as there is room, and no document is given up for it. */
class FullDiskIT {

    private static final int KILOBYTES = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DOCUMENTS = 400;

    @TempDir
    Path directory;

    @Test
    void anIndexWithoutRoomIsWaitedFor() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("index"), KILOBYTES);
                IndexerFixture fixture = IndexerFixture.in(directory);
                IndexerLoop loop = fixture.start()) {
            index(fixture, "before");
            disk.fill();

            Map<String, LogPosition> waiting = append(fixture);
            awaitRetries(loop);
            disk.free();

            assertAllIndexed(fixture, waiting);
        }
    }

    @Test
    void statesWithoutRoomAreWaitedFor() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("states"), KILOBYTES);
                IndexerFixture fixture = IndexerFixture.in(directory);
                IndexerLoop loop = fixture.start()) {
            index(fixture, "before");
            disk.fill();

            Map<String, LogPosition> waiting = append(fixture);
            awaitRetries(loop);
            disk.free();

            assertAllIndexed(fixture, waiting);
            assertThat(fixture.view.counts("docs")).containsEntry(DocumentState.INDEXED, DOCUMENTS + 1L);
        }
    }

    @Test
    void whatIsTooLargeForTheLogIsRefusedAndTheRestTaken() throws Exception {
        String large = "word ".repeat(200_000);
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("artefacts"), KILOBYTES);
                IndexerFixture fixture = IndexerFixture.in(directory);
                IndexerLoop _ = fixture.start()) {
            disk.fill();

            assertThatThrownBy(() -> fixture.append("large", large)).satisfies(failure -> assertThat(causes(failure))
                    .hasAtLeastOneElementOfType(VizslaException.class)
                    .anySatisfy(cause -> assertThat(cause).hasMessageContaining("artefact")));
            index(fixture, "small");
            assertThat(leftovers(disk.folder())).isEmpty();
            disk.free();

            LogPosition position = fixture.append("large", large);
            assertThat(fixture.await("large", position).state()).isEqualTo(DocumentState.INDEXED);
        }
    }

    private static void index(IndexerFixture fixture, String id) throws Exception {
        LogPosition position = fixture.append(id, "some words of " + id);
        assertThat(fixture.await(id, position).state()).isEqualTo(DocumentState.INDEXED);
    }

    /** Waits until the loop says that it waits for the store. */
    private static void awaitRetries(IndexerLoop loop) {
        await().atMost(PATIENCE)
                .until(
                        () -> loop.state().failure(),
                        failure -> failure != null && failure.code() == ErrorCode.STORE_UNAVAILABLE);
    }

    private static Map<String, LogPosition> append(IndexerFixture fixture) throws Exception {
        Map<String, LogPosition> appended = new LinkedHashMap<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            appended.put("waits" + i, fixture.append("waits" + i, "a text that waits, number " + i));
        }
        return appended;
    }

    private static void assertAllIndexed(IndexerFixture fixture, Map<String, LogPosition> waiting) throws Exception {
        for (Map.Entry<String, LogPosition> each : waiting.entrySet()) {
            assertThat(fixture.await(each.getKey(), each.getValue()).state()).isEqualTo(DocumentState.INDEXED);
        }
        assertThat(fixture.indexed()).hasSize(DOCUMENTS + 1);
        assertThat(fixture.read(Topics.DEAD_LETTERS)).isEmpty();
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    /** Returns what a write that failed has left behind. */
    private static List<Path> leftovers(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("filler"))
                    .toList();
        }
    }
}
