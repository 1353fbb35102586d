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
        "drift, -1",
        "drift, 1001",
        "drift, NaN",
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
        assertThatThrownBy(
                        () -> RefreshSettings.DEFAULTS.with().precision("fp8").build())
                .hasMessageContaining("precision = fp8");
        assertThatThrownBy(() -> RefreshKind.of("kind", "both"))
                .hasMessageContaining("kind = both")
                .hasMessageContaining("query-encoder");
    }

    @Test
    void anAdapterIsSeenNoMoreOftenThanAnEncoder() {
        RefreshSettings usual =
                RefreshSettings.DEFAULTS.with().kind(RefreshKind.ADAPTER).build();

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
        RefreshSettingsBuilder settings = RefreshSettings.DEFAULTS.with();
        return switch (field) {
            case "epochs" -> settings.epochs((int) value).build();
            case "batch" -> settings.batch((int) value).build();
            case "rate" -> settings.rate(value).build();
            case "soft" -> settings.soft(value).build();
            case "temperature" -> settings.temperature(value).build();
            case "teacherTemperature" -> settings.teacherTemperature(value).build();
            case "raise" -> settings.raise(value).build();
            case "threads" -> settings.threads((int) value).build();
            case "folds" -> settings.folds((int) value).build();
            case "passages" -> settings.passages((int) value).build();
            case "risk" -> settings.risk(value).build();
            case "loss" -> settings.loss(value).build();
            case "rank" -> settings.rank((int) value).build();
            case "drift" -> settings.drift(value).build();
            default -> throw new AssertionError(field);
        };
    }

    /** What the builder forgets would silently be the default. */
    @Test
    void theBuilderTakesEveryField() {
        RefreshSettings other = new RefreshSettings(
                RefreshKind.STUDENT,
                1,
                2,
                0.3,
                0.4,
                0.5,
                0.6,
                7,
                "fp32",
                8,
                9,
                10,
                0.11,
                0.12,
                13,
                14,
                LearnedPairs.BOTH,
                Negatives.ALL,
                0,
                "small");

        assertThat(other.with().build()).isEqualTo(other);
        assertThat(RefreshSettings.DEFAULTS
                        .with()
                        .epochs(1)
                        .batch(2)
                        .rate(0.3)
                        .soft(0.4)
                        .temperature(0.5)
                        .teacherTemperature(0.6)
                        .raise(7)
                        .precision("fp32")
                        .threads(8)
                        .folds(9)
                        .passages(10)
                        .risk(0.11)
                        .loss(0.12)
                        .seed(13)
                        .rank(14)
                        .pairs(LearnedPairs.BOTH)
                        .negatives(Negatives.ALL)
                        .student("small")
                        .build())
                .isEqualTo(other);
        assertThat(RefreshSettings.DEFAULTS
                        .with()
                        .drift(15)
                        .build()
                        .with()
                        .build()
                        .drift())
                .isEqualTo(15);
        assertThat(other.with().student(null).kind(RefreshKind.ADAPTER).build().kind())
                .isEqualTo(RefreshKind.ADAPTER);
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
