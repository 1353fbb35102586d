package io.vizsla.refresh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshSettingsTest {

    @Test
    void fewQueriesAreSeenMoreOftenAndCheckedInMoreFolds() {
        assertThat(RefreshSettings.DEFAULTS.epochsFor(50)).isEqualTo(4);
        assertThat(RefreshSettings.DEFAULTS.epochsFor(200)).isEqualTo(3);
        assertThat(RefreshSettings.DEFAULTS.epochsFor(800)).isEqualTo(2);
        assertThat(RefreshSettings.DEFAULTS.foldsFor(50)).isEqualTo(3);
        assertThat(RefreshSettings.DEFAULTS.foldsFor(400)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "epochs, -1",
        "epochs, 101",
        "batch, 0",
        "rate, -1",
        "rate, 2",
        "rate, NaN",
        "soft, 1.1",
        "temperature, 0",
        "teacherTemperature, -1",
        "raise, -1",
        "threads, -1",
        "folds, 1",
        "folds, 21",
        "passages, 1",
        "risk, 2",
        "loss, -0.1",
        "rank, -1",
        "rank, 2000"
    })
    void refusesWhatMakesNoSenseByName(String field, double value) {
        assertThatThrownBy(() -> with(field, value)).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.field()).contains(field);
            assertThat(refused.bound()).isPresent();
        });
    }

    @Test
    void refusesAPrecisionThatNobodyKnows() {
        assertThatThrownBy(() -> new RefreshSettings(RefreshKind.ADAPTER, 0, 1, 0, 0, 1, 1, 0, "fp8", 0, 0, 2, 0, 0, 1))
                .hasMessageContaining("precision = fp8");
        assertThatThrownBy(() -> RefreshKind.of("kind", "both"))
                .hasMessageContaining("kind = both")
                .hasMessageContaining("query-encoder");
    }

    @Test
    void anAdapterIsSeenNoMoreOftenThanAnEncoder() {
        RefreshSettings usual =
                new RefreshSettings(RefreshKind.ADAPTER, 0, 32, 0, 0.5, 0.02, 0.7, 1, "auto", 0, 0, 2, 0, 0, 1);

        assertThat(usual.epochsFor(50)).isEqualTo(RefreshSettings.DEFAULTS.epochsFor(50));
        assertThat(usual.learningRate()).isEqualTo(1e-3);
        assertThat(usual.adapterRank()).isEqualTo(16);
    }

    @Test
    void updatesOfLowRankLearnFaster() {
        assertThat(RefreshSettings.DEFAULTS.learningRate()).isEqualTo(2e-5);
        assertThat(with("rank", 8).learningRate()).isEqualTo(2e-4);
    }

    /** Jobs that were begun by an older version go on. */
    @Test
    void settingsOfOldFilesAreRead(@TempDir Path path) throws IOException {
        RefreshFolder folder = new RefreshFolder(path);
        folder.write("settings", RefreshSettings.DEFAULTS);
        String old = Files.readString(path.resolve("settings.json"))
                .replaceAll(",\\s*\"rank\" : 0", "")
                .replaceAll(",\\s*\"pairs\" : \"judged\"", "");
        Files.writeString(path.resolve("settings.json"), old);

        assertThat(old).doesNotContain("rank", "pairs");
        assertThat(folder.read("settings", RefreshSettings.class)).contains(RefreshSettings.DEFAULTS);
    }

    @Test
    void pairsAreReadByTheirName() {
        assertThat(LearnedPairs.of("pairs", "label-free")).isEqualTo(LearnedPairs.LABEL_FREE);
        assertThatThrownBy(() -> LearnedPairs.of("pairs", "some"))
                .hasMessageContaining("pairs = some")
                .hasMessageContaining("label-free");
    }

    private static RefreshSettings with(String field, double value) {
        RefreshSettings usual = RefreshSettings.DEFAULTS;
        return new RefreshSettings(
                usual.kind(),
                field.equals("epochs") ? (int) value : usual.epochs(),
                field.equals("batch") ? (int) value : usual.batch(),
                field.equals("rate") ? value : usual.rate(),
                field.equals("soft") ? value : usual.soft(),
                field.equals("temperature") ? value : usual.temperature(),
                field.equals("teacherTemperature") ? value : usual.teacherTemperature(),
                field.equals("raise") ? value : usual.raise(),
                usual.precision(),
                field.equals("threads") ? (int) value : usual.threads(),
                field.equals("folds") ? (int) value : usual.folds(),
                field.equals("passages") ? (int) value : usual.passages(),
                field.equals("risk") ? value : usual.risk(),
                field.equals("loss") ? value : usual.loss(),
                usual.seed(),
                field.equals("rank") ? (int) value : usual.rank(),
                usual.pairs());
    }

    @Test
    void onlyAStudentNamesAStudent() {
        RefreshSettings student =
                RefreshSettings.DEFAULTS.with().student("small").build();

        assertThat(student.kind()).isEqualTo(RefreshKind.STUDENT);
        assertThat(student.student()).isEqualTo("small");
        assertThat(student.learningRate()).isEqualTo(1e-4);
        assertThat(student.epochsFor(5000)).isEqualTo(3);
        assertThat(RefreshSettings.DEFAULTS.student()).isNull();
        assertThatThrownBy(() -> RefreshSettings.DEFAULTS.with().student(null).build())
                .hasMessageContaining("student = null");
    }
}
