package io.vizsla.index.milvus;

import io.milvus.common.clientenum.FunctionType;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.vizsla.api.passage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The schema and the indexes of our collections, as far as the server has them. */
final class Schemas {

    /** The longest text of a key or value, in bytes: 1,024 units of {@link SafeText} with a field's name before them. */
    static final int LONGEST_KEY = 8192;

    /** The longest text that Milvus takes, in bytes. */
    static final int LONGEST_TEXT = 65_535;

    /** The most elements of a list that Milvus takes. */
    static final int MOST_ELEMENTS = 4096;

    private final ServerFeatures server;
    private final MilvusOptions options;

    Schemas(ServerFeatures server, MilvusOptions options) {
        this.server = server;
        this.options = options;
    }

    /** Returns how a collection of chunks is made, without its name. */
    CreateCollectionReq chunks(String name, IndexSpec spec) {
        CollectionSchema schema = MilvusClientV2.CreateSchema();
        key(schema, Columns.ID);
        text(schema, Columns.DOCUMENT, LONGEST_KEY);
        schema.addField(AddFieldReq.builder()
                .fieldName(Columns.VERSION)
                .dataType(DataType.Int64)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName(Columns.LENGTH)
                .dataType(DataType.Int64)
                .build());
        vector(schema, Columns.VECTOR, spec.dimension());
        words(schema);
        list(schema, Columns.VALUES, LONGEST_KEY);
        list(schema, Columns.CONTENT, LONGEST_TEXT);
        list(schema, Columns.TOKENS, LONGEST_TEXT);
        Columns columns = new Columns(spec.fields());
        for (String field : columns.boundedFields()) {
            text(schema, columns.low(field), LONGEST_KEY);
            text(schema, columns.high(field), LONGEST_KEY);
        }
        spec.fields()
                .tenantField()
                .ifPresent(_ -> schema.addField(AddFieldReq.builder()
                        .fieldName(Columns.TENANT)
                        .dataType(DataType.VarChar)
                        .maxLength(LONGEST_KEY)
                        .isPartitionKey(server.partitionKeys())
                        .build()));
        return request(name, schema, indexes(columns));
    }

    /** Returns how the collection beside it is made: see {@link Sidecar}. */
    CreateCollectionReq sidecar(String name) {
        CollectionSchema schema = MilvusClientV2.CreateSchema();
        key(schema, Sidecar.ID);
        text(schema, Sidecar.BODY, LONGEST_TEXT);
        vector(schema, Sidecar.VECTOR, Sidecar.DIMENSION);
        IndexParam vectors = IndexParam.builder()
                .fieldName(Sidecar.VECTOR)
                .indexType(IndexType.FLAT)
                .metricType(MetricType.IP)
                .build();
        return request(name, schema, List.of(vectors));
    }

    private static CreateCollectionReq request(String name, CollectionSchema schema, List<IndexParam> indexes) {
        return CreateCollectionReq.builder()
                .collectionName(name)
                .collectionSchema(schema)
                .indexParams(indexes)
                .consistencyLevel(ConsistencyLevel.BOUNDED)
                .build();
    }

    private List<IndexParam> indexes(Columns columns) {
        List<IndexParam> indexes = new ArrayList<>();
        indexes.add(IndexParam.builder()
                .fieldName(Columns.VECTOR)
                .indexType(IndexType.HNSW)
                .metricType(MetricType.IP)
                .extraParams(Map.of("M", options.maxConnections(), "efConstruction", options.beamWidth()))
                .build());
        if (server.bm25()) {
            indexes.add(IndexParam.builder()
                    .fieldName(Columns.SPARSE)
                    .indexType(IndexType.SPARSE_INVERTED_INDEX)
                    .metricType(MetricType.BM25)
                    .extraParams(Map.of("bm25_k1", options.k1(), "bm25_b", options.b()))
                    .build());
        }
        if (server.invertedIndexes()) {
            indexes.add(inverted(Columns.DOCUMENT));
            for (String field : columns.boundedFields()) {
                indexes.add(inverted(columns.low(field)));
                indexes.add(inverted(columns.high(field)));
            }
        } else {
            indexes.add(IndexParam.builder()
                    .fieldName(Columns.DOCUMENT)
                    .indexType(IndexType.TRIE)
                    .build());
        }
        if (server.arrayIndexes()) {
            indexes.add(inverted(Columns.VALUES));
        }
        return indexes;
    }

    private void words(CollectionSchema schema) {
        if (!server.bm25()) {
            text(schema, Columns.WORDS, LONGEST_TEXT);
            list(schema, Columns.TERMS, LONGEST_KEY);
            return;
        }
        schema.addField(AddFieldReq.builder()
                .fieldName(Columns.WORDS)
                .dataType(DataType.VarChar)
                .maxLength(LONGEST_TEXT)
                .enableAnalyzer(true)
                .enableMatch(true)
                .analyzerParams(Map.of("tokenizer", "standard"))
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName(Columns.SPARSE)
                .dataType(DataType.SparseFloatVector)
                .build());
        schema.addFunction(CreateCollectionReq.Function.builder()
                .name("bm25")
                .functionType(FunctionType.BM25)
                .inputFieldNames(List.of(Columns.WORDS))
                .outputFieldNames(List.of(Columns.SPARSE))
                .build());
    }

    private static IndexParam inverted(String column) {
        return IndexParam.builder()
                .fieldName(column)
                .indexType(IndexType.INVERTED)
                .build();
    }

    private static void key(CollectionSchema schema, String column) {
        schema.addField(AddFieldReq.builder()
                .fieldName(column)
                .dataType(DataType.VarChar)
                .maxLength(LONGEST_KEY)
                .isPrimaryKey(true)
                .autoID(false)
                .build());
    }

    private static void text(CollectionSchema schema, String column, int longest) {
        schema.addField(AddFieldReq.builder()
                .fieldName(column)
                .dataType(DataType.VarChar)
                .maxLength(longest)
                .build());
    }

    private static void list(CollectionSchema schema, String column, int longest) {
        schema.addField(AddFieldReq.builder()
                .fieldName(column)
                .dataType(DataType.Array)
                .elementType(DataType.VarChar)
                .maxCapacity(MOST_ELEMENTS)
                .maxLength(longest)
                .build());
    }

    private static void vector(CollectionSchema schema, String column, int dimension) {
        schema.addField(AddFieldReq.builder()
                .fieldName(column)
                .dataType(DataType.FloatVector)
                .dimension(dimension)
                .build());
    }
}
