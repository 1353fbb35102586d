package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose vectors may be cut, in a running instance. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class CutVectorsIT {

    private static final String MODEL = "cut-vectors";

    @TempDir
    private Path dir;

    private final Rest rest = new Rest();

    @BeforeEach
    void importModel() throws IOException {
        Path models = Path.of(ConfigProvider.getConfig().getValue("vizsla.data-dir", String.class))
                .resolve("models");
        if (!models.resolve(MODEL).toFile().exists()) {
            ImportOptions options = ImportOptions.DEFAULTS.withName(MODEL).withTruncations(List.of(4, 8));
            new ModelImport(models, options)
                    .run(TinyExport.write(dir.resolve("export")).folder(), draft -> {});
        }
    }

    @Test
    void theListOfModelsTellsWhatVectorsMayBeCutTo() {
        JsonNode models = rest.get("/v1/models").json().at("/data");

        for (JsonNode model : models) {
            boolean ours = model.at("/id").asText().equals(MODEL);
            assertThat(model.at("/truncations")).as(model.toString()).hasSize(ours ? 2 : 0);
        }
        assertThat(models.findValuesAsText("id")).contains(MODEL);
    }

    @Test
    void embeddingsAreCutAndOfUnitLength() {
        JsonNode whole = embedding("");

        JsonNode cut = embedding(",\"dimensions\":8");

        assertThat(whole).hasSize(16);
        assertThat(cut).hasSize(8);
        double length = 0;
        for (int i = 0; i < 8; i++) {
            length += Math.pow(whole.get(i).asDouble(), 2);
        }
        for (int i = 0; i < 8; i++) {
            assertThat(cut.get(i).asDouble()).isEqualTo(whole.get(i).asDouble() / Math.sqrt(length), within(1e-5));
        }
        assertThat(embedding(",\"dimensions\":16")).isEqualTo(whole);
    }

    @Test
    void dimensionsThatTheModelDoesNotHaveAreRefusedWithThoseThatItHas() {
        for (String model : new String[] {MODEL, "bge-small-en-v1.5"}) {
            Answer refused = rest.post(
                    "/v1/embeddings", "{\"input\":\"the train\",\"model\":\"" + model + "\",\"dimensions\":7}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/field").asText()).isEqualTo("dimensions");
            assertThat(refused.json().at("/bound").asText()).contains(model.equals(MODEL) ? "[16, 8, 4]" : "384");
        }
    }

    @Test
    void aCollectionOfCutVectorsIsSearched() {
        assertThat(create("cut-search", 8).status()).isEqualTo(201);
        put("cut-search", "a", "the train stops in every coast");
        put("cut-search", "b", "it stops to swim");

        JsonNode found = rest.post(
                        "/v1/collections/cut-search/search",
                        "{\"query\":\"the train stops in every coast\",\"mode\":\"dense\"}")
                .json();

        assertThat(found.at("/hits")).hasSize(2);
        assertThat(found.at("/hits/0/documentId").asText()).isEqualTo("a");
        assertThat(found.at("/hits/0/signals/dense").asDouble()).isEqualTo(1, within(1e-3));
        JsonNode collection = rest.get("/v1/collections/cut-search").json();
        assertThat(collection.at("/dimension").asInt()).isEqualTo(8);
        assertThat(collection.has("trouble")).isFalse();
    }

    @Test
    void embeddingsForACollectionAreComparableWithItsVectors() {
        create("cut-embed", 4);

        assertThat(embedding(",\"collection\":\"cut-embed\"")).isEqualTo(embedding(",\"dimensions\":4"));
        assertThat(embedding(",\"collection\":\"cut-embed\",\"dimensions\":8"))
                .isEqualTo(embedding(",\"dimensions\":8"));
        Answer refused = rest.post(
                "/v1/embeddings",
                "{\"input\":\"the train\",\"model\":\"bge-small-en-v1.5\",\"collection\":\"cut-embed\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/code").asText()).isEqualTo("invalid_argument");
        assertThat(refused.json().at("/field").asText()).isEqualTo("model");
        assertThat(refused.json().at("/detail").asText()).contains("bge-small-en-v1.5", MODEL);
    }

    @Test
    void theDimensionStandsFirmWhileThereAreDocuments() {
        create("cut-firm", 8);
        assertThat(create("cut-firm", 4).status()).isEqualTo(200);
        put("cut-firm", "a", "the train stops");

        Answer refused = create("cut-firm", 16);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/field").asText()).isEqualTo("dimension");
        assertThat(rest.get("/v1/collections/cut-firm").json().at("/dimension").asInt())
                .isEqualTo(4);
        assertThat(create("cut-other", 5).json().at("/bound").asText()).contains("[16, 8, 4]");
    }

    private JsonNode embedding(String more) {
        Answer answer =
                rest.post("/v1/embeddings", "{\"input\":\"the train\",\"model\":\"" + MODEL + "\"" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().at("/data/0/embedding");
    }

    private Answer create(String name, int dimension) {
        return rest.put("/v1/collections/" + name, "{\"model\":\"" + MODEL + "\",\"dimension\":" + dimension + "}");
    }

    private void put(String collection, String id, String text) {
        Answer answer = rest.put(
                "/v1/collections/" + collection + "/documents/" + id + "?wait=indexed&timeout=90s",
                "{\"text\":\"" + text + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
