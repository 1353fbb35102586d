package io.vizsla.refresh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.gate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshFolderTest {

    @TempDir
    Path directory;

    @Test
    void keepsDataAsItIs() {
        RefreshData data = new RefreshData(
                new float[][] {{1, 0}, {0.6f, -0.8f}},
                List.of("a \"quoted\"\nname", "b"),
                List.of(new RefreshQuery(
                        "q1",
                        "what is\tthis? \u00e4\ud83d\ude00",
                        "find it",
                        RefreshQuery.Origin.CLICKED,
                        Map.of("b", 0.5),
                        Map.of(1, 2.5),
                        Map.of(0, 0.25),
                        0.3)));
        RefreshFolder folder = new RefreshFolder(directory.resolve("job"));

        folder.write(data);
        RefreshData read = folder.data();

        assertThat(read.vectors()).isDeepEqualTo(data.vectors());
        assertThat(read.documents()).isEqualTo(data.documents());
        assertThat(read.queries()).isEqualTo(data.queries());
        assertThat(read.places()).isEqualTo(Map.of("a \"quoted\"\nname", List.of(0), "b", List.of(1)));
    }

    @Test
    void keepsJobsSettingsAndOutcomes() {
        RefreshFolder folder = new RefreshFolder(directory);
        RefreshJob job = new RefreshJob(
                "one", "docs", "/models/x", "knowledge", "space", "new", RefreshSettings.DEFAULTS, Map.of("k", "v"));
        RefreshOutcome outcome = new RefreshOutcome(
                RefreshOutcome.State.REFUSED,
                "new",
                List.of(new Comparison("dense", Comparison.UNSEEN, 3, 0.1, 0.2, 0, 0.3, 0.04, 2, 1)),
                new Verdict(false, List.of("because")),
                Map.of("taken", 3L),
                Map.of("train", 1.5),
                null,
                null);

        folder.write("job", job);
        folder.write("outcome", outcome);

        assertThat(folder.read("job", RefreshJob.class)).contains(job);
        assertThat(folder.read("outcome", RefreshOutcome.class)).contains(outcome);
        assertThat(folder.read("nothing", RefreshJob.class)).isEmpty();
    }

    @Test
    void aFileThatWasNotFinishedIsNotThere() throws Exception {
        RefreshFolder folder = new RefreshFolder(directory);
        Files.writeString(directory.resolve("job.json.draft"), "{\"id\": ");

        assertThat(folder.read("job", RefreshJob.class)).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Files.writeString(directory.resolve("job.json"), "{\"id\": ");

        assertThatThrownBy(() -> new RefreshFolder(directory).read("job", RefreshJob.class))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("job.json");
    }

    @Test
    void eventsTravelAsLines() {
        RefreshEvent event = RefreshEvent.step("check", 2, 5, 7, 20, 0.25);

        String line = RefreshFolder.line(event);

        assertThat(line).doesNotContain("\n").doesNotContain("null");
        assertThat(RefreshFolder.event(line)).contains(event);
        assertThat(RefreshFolder.event("Exception in thread main")).isEmpty();
        assertThat(RefreshFolder.event("{broken")).isEmpty();
    }
}
