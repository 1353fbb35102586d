package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.UpsertRequest;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.utils.DataUtils;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.Analyzers;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsertRequestsTest {

    private static final String COLLECTION = "vizsla_notes";
    private static final Gson GSON = new Gson();

    @ParameterizedTest
    @ValueSource(strings = {"v2.3.5", "v2.6.0"})
    void aRequestIsWhatTheClientWouldSendOfTheSameRows(String version) {
        SplittableRandom random = Seeds.random("UpsertRequestsTest");
        ServerFeatures server = ServerFeatures.of(version);
        IndexSpec spec = new IndexSpec("notes", new Space("s@1"), 8, 4, "en", RandomChunks.FIELDS);
        ChunkRows chunkRows = new ChunkRows(spec, new Columns(spec.fields()), Analyzers.of(spec.language()), server);
        List<Cells> rows = new RandomChunks(random, 8, 4)
                .chunks("notes", 20).stream()
                        .map(chunk -> chunkRows.row("chunk", chunk).cells())
                        .toList();
        CollectionSchema schema = new Schemas(server, MilvusOptions.of("http://localhost:1"))
                .chunks(COLLECTION, spec)
                .getCollectionSchema();

        UpsertRequest ours = UpsertRequests.of("", COLLECTION, rows);
        UpsertRequest theirs = theirs(rows, schema);

        assertThat(fields(ours)).isEqualTo(fields(theirs));
        assertThat(ours.toBuilder().clearFieldsData().build())
                .isEqualTo(theirs.toBuilder().clearFieldsData().build());
    }

    @Test
    void theSizeOfARowIsAboutThatOfItsRequest() {
        Cells row = new Cells()
                .text("id", "a".repeat(1000))
                .number("version", 7)
                .vector("vector", new float[384])
                .list("content", List.of("b".repeat(5000), "c".repeat(300)));
        int sent = UpsertRequests.of("", COLLECTION, List.of(row)).getSerializedSize();
        assertThat(row.bytes()).isBetween((int) (0.95 * sent), (int) (1.05 * sent));
    }

    @Test
    void rowsOfOneRequestHaveTheSameColumns() {
        Cells row = new Cells().text("id", "a").number("version", 1);
        assertThatThrownBy(() -> UpsertRequests.of(
                        "", COLLECTION, List.of(row, new Cells().text("id", "b").number("length", 1))))
                .hasMessageContaining("without version");
        assertThatThrownBy(() -> UpsertRequests.of("", COLLECTION, List.of(new Cells().text("id", "b"), row)))
                .hasMessageContaining("version");
    }

    private static UpsertRequest theirs(List<Cells> rows, CollectionSchema schema) {
        List<JsonObject> json = rows.stream()
                .map(row -> GSON.toJsonTree(row.values()).getAsJsonObject())
                .toList();
        return new DataUtils.InsertBuilderWrapper()
                .convertGrpcUpsertRequest(
                        UpsertReq.builder()
                                .collectionName(COLLECTION)
                                .data(json)
                                .build(),
                        DescribeCollectionResp.builder()
                                .collectionName(COLLECTION)
                                .collectionSchema(schema)
                                .build());
    }

    /** The order of columns means nothing. */
    private static Map<String, FieldData> fields(UpsertRequest request) {
        return request.getFieldsDataList().stream().collect(Collectors.toMap(FieldData::getFieldName, field -> field));
    }
}
