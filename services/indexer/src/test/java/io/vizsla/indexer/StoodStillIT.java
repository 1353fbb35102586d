package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.LogPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process is stopped in the middle of a batch, for longer than its session in the group, while another one takes its
 * partitions and writes newer versions of the same documents. What it goes on with must not reach the index.
 */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "takes SIGSTOP")
class StoodStillIT extends WithFixture {

    private static final Duration SESSION = Duration.ofSeconds(6);

    @Test
    void whatItGoesOnWithDoesNotReachTheIndex() throws Exception {
        LogPosition old = fixture.append("a", "the older text");
        Path written = directory.resolve("written");
        Process stopped = StoodStillChild.start(fixture.broker.bootstrapServers(), directory, SESSION);
        try {
            assertThat(stopped.inputReader().readLine()).isEqualTo(StoodStillChild.READ);
            signal("-STOP", stopped);
            try (IndexerLoop _ = fixture.start()) {
                LogPosition next = fixture.append("a", "the newer text");
                assertThat(fixture.await("a", next).state()).isEqualTo(DocumentState.INDEXED);
                List<String> indexed = fixture.indexed();

                signal("-CONT", stopped);

                assertThat(stopped.inputReader().readLine()).isEqualTo(StoodStillChild.LEFT);
                assertThat(written).doesNotExist();
                assertThat(fixture.indexed()).isEqualTo(indexed).containsExactly("docs/a#0@" + next.offset());
                assertThat(old.offset()).isLessThan(next.offset());
            }
        } finally {
            stopped.destroyForcibly().waitFor();
            Files.deleteIfExists(written);
        }
    }

    private static void signal(String signal, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
