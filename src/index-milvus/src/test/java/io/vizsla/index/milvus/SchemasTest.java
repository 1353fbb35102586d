package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a collection depends on the server's version. */
class SchemasTest {

    private static CreateCollectionReq chunks(String version, Map<String, FieldType> fields) {
        IndexSpec spec =
                new IndexSpec("notes", new Space("s@1"), 8, 0, "en", io.vizsla.api.document.FieldSchema.of(fields));
        return new Schemas(ServerFeatures.of(version), MilvusOptions.of("http://localhost:1")).chunks("notes", spec);
    }

    private static List<String> indexed(CreateCollectionReq request) {
        return request.getIndexParams().stream().map(IndexParam::getFieldName).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "v2.3.5,         false, false, false",
        "v2.4.1,         false, true,  true",
        "v2.5.0,         true,  true,  true",
        "v2.6.3,         true,  true,  true",
        "milvus_lite-3.2, true, false, true",
        "unknown,        false, false, false"
    })
    void aCollectionHasWhatTheServerOffers(String version, boolean bm25, boolean lists, boolean partitions) {
        CreateCollectionReq request = chunks(version, Map.of("org", FieldType.TENANT, "year", FieldType.INTEGER));
        FieldSchema tenant = request.getCollectionSchema().getField(Columns.TENANT);

        assertThat(indexed(request).contains(Columns.SPARSE)).isEqualTo(bm25);
        assertThat(request.getCollectionSchema().getFunctionList()).hasSize(bm25 ? 1 : 0);
        assertThat(indexed(request).contains(Columns.VALUES)).isEqualTo(lists);
        assertThat(tenant.getIsPartitionKey()).isEqualTo(partitions);
    }

    @Test
    void noTenantTakesNoColumn() {
        assertThat(chunks("v2.6.3", Map.of("year", FieldType.INTEGER))
                        .getCollectionSchema()
                        .getField(Columns.TENANT))
                .isNull();
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(ServerFeatures.of("v2.6.3").missing()).isEmpty();
        assertThat(ServerFeatures.of("v2.3.5").missing())
                .hasSize(3)
                .first()
                .asString()
                .contains("no BM25");
    }

    @Test
    void anOlderServerIsRefused() {
        assertThatThrownBy(() -> ServerFeatures.of("v2.2.16"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("v2.2.16")
                .hasMessageContaining("2.3 or later");
    }
}
