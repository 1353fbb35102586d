package io.vizsla.training.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AffineMapTest {

    private final SplittableRandom random = Seeds.random("AffineMapTest");

    @TempDir
    private Path folder;

    @Test
    void givesUnitVectors() {
        AffineMap map = AffineMap.of(new float[][] {{2, 0, 1}, {0, 3, -1}, {1, 1, 0}});

        float[] mapped = map.apply(new float[] {1, -1});

        double length = Math.sqrt(9 + 16);
        assertThat(mapped).containsExactly((float) (3 / length), (float) (-4 / length), 0f);
        assertThat(map.in()).isEqualTo(2);
        assertThat(map.out()).isEqualTo(3);
    }

    @Test
    void theIdentityLeavesUnitVectorsAsTheyAre() {
        float[] vector = Vectors.unit(random, 7);

        assertThat(AffineMap.identity(7).apply(vector)).containsExactly(vector, within(1e-7f));
    }

    @Test
    void mapsComposeAsWhenAppliedInTurn() {
        AffineMap first = AffineMap.of(Vectors.random(random, 4, 6));
        float[][] second = Vectors.random(random, 3, 5);
        for (float[] row : second) {
            row[4] = 0;
        }
        float[] vector = Vectors.unit(random, 5);

        AffineMap both = AffineMap.of(second).compose(first);

        assertThat(both.apply(vector)).containsExactly(AffineMap.of(second).apply(first.apply(vector)), within(1e-5f));
    }

    @Test
    void shiftsAddUp() {
        AffineMap one = AffineMap.of(new float[][] {{1, 0, 0.25f}, {0, 1, 0}});
        AffineMap other = AffineMap.of(new float[][] {{1, 0, 0.5f}, {0, 1, -1}});

        assertThat(one.compose(other).rows()).isDeepEqualTo(new float[][] {{1, 0, 0.75f}, {0, 1, -1}});
    }

    @Test
    void mapsOfOtherDimensionsDoNotCompose() {
        assertThatThrownBy(() -> AffineMap.identity(3).compose(AffineMap.identity(4)))
                .isInstanceOf(VizslaException.class)
                .hasMessage("first = gives dimension 4 is not valid: must be a map that gives dimension 3");
    }

    @Test
    void aVectorWithoutDirectionIsRefused() {
        AffineMap map = AffineMap.of(new float[][] {{1, 0, 0}, {0, 0, 0}});

        refused(() -> map.apply(new float[] {0, 1}), ErrorCode.INVALID_VECTOR, "vector");
        refused(() -> map.apply(new float[] {Float.NaN, 1}), ErrorCode.INVALID_VECTOR, "vector");
        refused(() -> map.apply(new float[3]), ErrorCode.INVALID_VECTOR, "vector");
    }

    @Test
    void numbersThatAreNoMapAreRefused() {
        refused(() -> AffineMap.of(new float[0][]), ErrorCode.INVALID_ARGUMENT, "map");
        refused(() -> AffineMap.of(new float[][] {{1, 2}, {1}}), ErrorCode.INVALID_ARGUMENT, "map[1]");
        refused(() -> AffineMap.of(new float[][] {{1, Float.NaN}}), ErrorCode.INVALID_ARGUMENT, "map[0][1]");
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        float[][] rows = Vectors.random(random, 3, 5);
        Path file = folder.resolve("map.bin");

        AffineMap.of(rows).write(file);

        assertThat(AffineMap.read(file, 4, 3).rows()).isDeepEqualTo(rows);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat(Float.BYTES * 5)).isEqualTo(rows[1][0]);
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aFileOfAnotherLengthIsRefused() {
        Path file = folder.resolve("map.bin");
        AffineMap.identity(3).write(file);

        assertThatThrownBy(() -> AffineMap.read(file, 4, 3))
                .hasMessage("queryMap = 48 bytes is not valid: must be 60 bytes for its dimensions");
        refused(() -> AffineMap.read(folder.resolve("none"), 3, 3), ErrorCode.INVALID_MODEL, "queryMap");
        refused(() -> AffineMap.read(file, 0, 3), ErrorCode.INVALID_ARGUMENT, "in");
    }

    @Test
    void aFileWithANumberThatIsNotFiniteIsRefused() throws IOException {
        Path file = folder.resolve("map.bin");
        AffineMap.identity(3).write(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.BYTES * 6, Float.POSITIVE_INFINITY);
        Files.write(file, bytes);

        refused(() -> AffineMap.read(file, 3, 3), ErrorCode.INVALID_MODEL, "queryMap[1][2]");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThatThrownBy(() -> AffineMap.identity(2).write(folder.resolve("none/map.bin")))
                .isInstanceOfSatisfying(
                        VizslaException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    private static void refused(Runnable action, ErrorCode code, String field) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
            assertThat(error.bound()).isPresent();
        });
    }
}
