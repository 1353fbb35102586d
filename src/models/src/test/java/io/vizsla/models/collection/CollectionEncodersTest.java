package io.vizsla.models.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;
import io.vizsla.models.ModelFolder;
import io.vizsla.testkit.FakeEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionEncodersTest {

    private static final String OTHER_SUM = "fedcba9876543210".repeat(4);
    private static final List<EncodingInput> DOGS = List.of(EncodingInput.query("pointing dogs"));

    @TempDir
    private Path dir;

    private final SharedEncoders encoders = new SharedEncoders(FakeEncoder::new);

    @Test
    void aCollectionWithoutQueryModelHasItsOwnEncoder() {
        CollectionEncoders plain = with(name -> {
            throw new AssertionError("nobody asks for a folder");
        });

        assertThat(plain.of(spec(null))).isSameAs(encoders.get("fake"));
        assertThat(plain.of(spec("fake"))).isSameAs(encoders.get("fake"));
    }

    @Test
    void bothSidesAreCutToTheDimensionOfTheCollection() {
        CollectionSpec cut = spec(QueryModelFolders.TUNED).withDimension(FakeEncoder.TRUNCATION);
        CollectionEncoders all = with(QueryModelFolders::of);

        Encoder encoder = all.of(cut);

        assertThat(encoder.encode(DOGS).dense()[0]).hasSize(FakeEncoder.TRUNCATION);
        assertThat(encoder.card().space().id()).isEqualTo("fake@1/dim-" + FakeEncoder.TRUNCATION);
        assertThat(encoder.queryCard().name()).isEqualTo(QueryModelFolders.TUNED);
        assertThat(all.whole(cut).encode(DOGS).dense()[0]).hasSize(FakeEncoder.DIMENSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {QueryModelFolders.OTHER_SPACE, QueryModelFolders.OTHER_DIMENSION, QueryModelFolders.PLAIN})
    void aModelThatDoesNotServeTheSpaceIsRefusedWithBothSpaces(String model) {
        ModelManifest manifest = QueryModelFolders.of(model).manifest();
        String space = manifest.querySide() == null
                ? manifest.space().id()
                : manifest.querySide().space();

        assertThatThrownBy(() -> with(QueryModelFolders::of).of(spec(model)))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                    assertThat(e.field()).contains("model");
                    assertThat(e.value()).contains(model);
                    assertThat(e.bound().orElseThrow())
                            .contains(
                                    QueryModelFolders.SPACE + " with 64",
                                    space + " with " + manifest.dimension(),
                                    "anew");
                });
    }

    @Test
    void theMapOfTheModelIsReadAndApplied() throws IOException {
        float[] rows = new float[FakeEncoder.DIMENSION * (FakeEncoder.DIMENSION + 1)];
        for (int i = 0; i < FakeEncoder.DIMENSION; i++) {
            rows[i * (FakeEncoder.DIMENSION + 1) + i] = -2;
        }
        CollectionEncoders mapped = with(name -> mapped(name, rows, "encoder"));

        float[] vector = mapped.of(spec("tuned")).encode(DOGS).dense()[0];

        float[] plain = encoders.get("tuned").encode(DOGS).dense()[0];
        for (int i = 0; i < vector.length; i++) {
            assertThat(vector[i]).isCloseTo(-plain[i], org.assertj.core.api.Assertions.within(1e-6f));
        }
    }

    @Test
    void aMapWithANumberThatIsNotFiniteIsRefused() {
        float[] rows = new float[FakeEncoder.DIMENSION * (FakeEncoder.DIMENSION + 1)];
        rows[3] = 1;
        CollectionEncoders broken = with(name -> {
            ModelFolder folder = mapped(name, rows, "encoder");
            byte[] bytes = new byte[4 * rows.length];
            bytes[2] = (byte) 0x80;
            bytes[3] = 0x7f;
            write(bytes);
            return folder;
        });

        assertThatThrownBy(() -> broken.of(spec("tuned"))).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.detail()).contains("querySide.map[0][0]", "Infinity");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "same, false, encoder, true",
        "same, true, adapter, true",
        "same, true, encoder, false",
        "other, false, encoder, false",
        "none, false, encoder, false",
    })
    void tokenVectorsAreKeptWhereTheyCompare(String projection, boolean map, String kind, boolean kept) {
        String sum = projection.equals("none") ? null : projection.equals("other") ? OTHER_SUM : sum();
        float[] rows = new float[FakeEncoder.DIMENSION * (FakeEncoder.DIMENSION + 1)];
        CollectionEncoders all = with(name -> {
            if (name.equals("fake")) {
                return QueryModelFolders.of(name);
            }
            ModelManifest manifest = QueryModelFolders.manifest(name, FakeEncoder.DIMENSION, sum, Map.of("kind", kind));
            QuerySide side = map ? mapped(name, rows, kind).manifest().querySide() : new QuerySide("fake@1", null);
            return new ModelFolder(dir, manifest.withQuerySide(side));
        });

        EncodedBatch batch = all.of(spec("tuned")).encode(DOGS);

        assertThat(batch.tokens()).hasSize(kept ? 1 : 0);
    }

    private static String sum() {
        return QueryModelFolders.of("fake").manifest().tokenProjection().sha256();
    }

    private ModelFolder mapped(String name, float[] rows, String kind) {
        byte[] bytes = new AffineMap(FakeEncoder.DIMENSION, rows).bytes();
        write(bytes);
        ModelFile map = new ModelFile("map.bin", OTHER_SUM, bytes.length);
        return new ModelFolder(
                dir,
                QueryModelFolders.manifest(name, FakeEncoder.DIMENSION, sum(), Map.of("kind", kind))
                        .withQuerySide(new QuerySide(QueryModelFolders.SPACE, map)));
    }

    private void write(byte[] bytes) {
        try {
            Files.write(dir.resolve("map.bin"), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CollectionEncoders with(Function<String, ModelFolder> folders) {
        return new CollectionEncoders(encoders, folders);
    }

    private static CollectionSpec spec(String champion) {
        return new CollectionSpec("c", "fake", "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of())
                .withQueryModels(new QueryModels(champion, null, null));
    }
}
