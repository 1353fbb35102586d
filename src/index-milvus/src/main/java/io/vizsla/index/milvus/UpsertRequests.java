package io.vizsla.index.milvus;

import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.UpsertRequest;
import io.milvus.grpc.VectorField;
import java.util.List;
import java.util.Map;

/** Turns rows into what goes over the wire: a request that holds each column's values one after another. */
final class UpsertRequests {

    private static final MsgBase UPSERT =
            MsgBase.newBuilder().setMsgType(MsgType.Upsert).build();

    private UpsertRequests() {}

    /**
     * Returns the request that writes these rows, which have the same columns.
     *
     * @param database empty for the server's default
     * @param rows at least one
     */
    static UpsertRequest of(String database, String collection, List<Cells> rows) {
        UpsertRequest.Builder request = UpsertRequest.newBuilder()
                .setBase(UPSERT)
                .setDbName(database)
                .setCollectionName(collection)
                .setNumRows(rows.size());
        Map<String, Object> first = rows.getFirst().values();
        first.forEach((column, example) -> request.addFieldsData(field(column, example, rows)));
        for (Cells row : rows) {
            if (row.values().size() != first.size()) {
                throw new IllegalStateException("a row has the columns "
                        + row.values().keySet() + ", another of the same request " + first.keySet());
            }
        }
        return request.build();
    }

    private static FieldData field(String column, Object example, List<Cells> rows) {
        FieldData.Builder field = FieldData.newBuilder().setFieldName(column);
        return switch (example) {
            case String _ ->
                field.setType(DataType.VarChar).setScalars(texts(column, rows)).build();
            case Long _ ->
                field.setType(DataType.Int64).setScalars(numbers(column, rows)).build();
            case float[] vector ->
                field.setType(DataType.FloatVector)
                        .setVectors(vectors(column, vector.length, rows))
                        .build();
            case List<?> _ ->
                field.setType(DataType.Array).setScalars(lists(column, rows)).build();
            default -> throw new IllegalStateException("column " + column + " is a " + example.getClass());
        };
    }

    private static ScalarField texts(String column, List<Cells> rows) {
        StringArray.Builder texts = StringArray.newBuilder();
        for (Cells row : rows) {
            texts.addData((String) value(row, column));
        }
        return ScalarField.newBuilder().setStringData(texts).build();
    }

    private static ScalarField numbers(String column, List<Cells> rows) {
        LongArray.Builder numbers = LongArray.newBuilder();
        for (Cells row : rows) {
            numbers.addData((Long) value(row, column));
        }
        return ScalarField.newBuilder().setLongData(numbers).build();
    }

    private static VectorField vectors(String column, int dimension, List<Cells> rows) {
        FloatArray.Builder numbers = FloatArray.newBuilder();
        for (Cells row : rows) {
            for (float number : (float[]) value(row, column)) {
                numbers.addData(number);
            }
        }
        return VectorField.newBuilder()
                .setDim(dimension)
                .setFloatVector(numbers)
                .build();
    }

    private static ScalarField lists(String column, List<Cells> rows) {
        ArrayArray.Builder lists = ArrayArray.newBuilder();
        for (Cells row : rows) {
            StringArray.Builder texts = StringArray.newBuilder();
            for (Object text : (List<?>) value(row, column)) {
                texts.addData((String) text);
            }
            lists.addData(ScalarField.newBuilder().setStringData(texts));
        }
        return ScalarField.newBuilder().setArrayData(lists).build();
    }

    private static Object value(Cells row, String column) {
        Object value = row.values().get(column);
        if (value == null) {
            throw new IllegalStateException("a row without " + column);
        }
        return value;
    }
}
