package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.response.QueryResp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of one collection: read page by page in the order of their keys, written in requests of bounded size. */
final class Rows {

    /** What the server takes of rows or keys in one request. */
    static final int LARGEST_PAGE = 16_384;

    /** Keys in one expression; a key may have kilobytes. */
    private static final int KEYS = 1000;

    /** Asks for the rows of the smallest keys, in their order. */
    private static final Map<String, Object> IN_ORDER = Map.of("iterator", "True", "reduce_stop_for_best", "True");

    private static final String KEY = Columns.ID;
    private static final String COUNT = "count(*)";

    private final MilvusConnection connection;
    private final String collection;
    private final int batchBytes;

    Rows(MilvusConnection connection, String collection, int batchBytes) {
        this.connection = connection;
        this.collection = collection;
        this.batchBytes = batchBytes;
    }

    /** Returns the collection's name. */
    String collection() {
        return collection;
    }

    /**
     * Reads every row that passes, each once.
     *
     * @param filter a Milvus expression, empty for all
     * @param columns besides the key
     * @param page how many rows are in memory at once, at most {@link #LARGEST_PAGE}
     */
    void read(
            String filter,
            List<String> columns,
            int page,
            ConsistencyLevel level,
            Consumer<Map<String, Object>> visitor) {
        List<Map<String, Object>> rows = page(filter, columns, page, level);
        if (rows.size() < page) {
            rows.forEach(visitor);
            return;
        }
        // There may be more. Only what is asked for as an iterator comes in the order of the keys.
        String after = "";
        do {
            String beyond = KEY + " > \"" + after + "\"";
            rows = request(MilvusFilters.both(filter, beyond), columns, page, level, IN_ORDER);
            rows.forEach(visitor);
            after = rows.isEmpty() ? after : key(rows.getLast());
        } while (!rows.isEmpty());
    }

    /** Returns at most this many of the rows that pass; which of them, if there are more, is not said. */
    List<Map<String, Object>> page(String filter, List<String> columns, int most, ConsistencyLevel level) {
        return request(filter, columns, most, level, Map.of());
    }

    private List<Map<String, Object>> request(
            String filter, List<String> columns, int most, ConsistencyLevel level, Map<String, Object> parameters) {
        List<String> wanted = new ArrayList<>(columns);
        if (!wanted.contains(KEY)) {
            wanted.add(KEY);
        }
        QueryReq query = QueryReq.builder()
                .collectionName(collection)
                .filter(filter)
                .outputFields(wanted)
                .limit(most)
                .queryParams(parameters)
                .consistencyLevel(level)
                .build();
        QueryResp answer = connection.call("read", collection, client -> client.query(query));
        return answer.getQueryResults().stream()
                .map(QueryResp.QueryResult::getEntity)
                .toList();
    }

    /** Reads the rows of these keys, as far as they exist. */
    void read(
            Collection<String> keys,
            List<String> columns,
            int page,
            ConsistencyLevel level,
            Consumer<Map<String, Object>> visitor) {
        List<String> all = List.copyOf(keys);
        int step = Math.min(page, KEYS);
        for (int from = 0; from < all.size(); from += step) {
            List<String> some = all.subList(from, Math.min(all.size(), from + step));
            page(in(KEY, some), columns, step, level).forEach(visitor);
        }
    }

    /** Returns how many rows pass. */
    long count(String filter, ConsistencyLevel level) {
        QueryReq query = QueryReq.builder()
                .collectionName(collection)
                .filter(filter)
                .outputFields(List.of(COUNT))
                .consistencyLevel(level)
                .build();
        QueryResp answer = connection.call("count in", collection, client -> client.query(query));
        return number(answer.getQueryResults().getFirst().getEntity(), COUNT);
    }

    /** Writes rows, each in place of the one of its key, in as many requests as their size asks for. */
    void upsert(List<Cells> rows) {
        List<Cells> request = new ArrayList<>();
        long size = 0;
        for (Cells row : rows) {
            if (!request.isEmpty() && size + row.bytes() > batchBytes) {
                connection.upsert(collection, request);
                request = new ArrayList<>();
                size = 0;
            }
            request.add(row);
            size += row.bytes();
        }
        if (!request.isEmpty()) {
            connection.upsert(collection, request);
        }
    }

    /** Removes the rows of these keys. */
    void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += KEYS) {
            String some = in(KEY, keys.subList(from, Math.min(keys.size(), from + KEYS)));
            DeleteReq request =
                    DeleteReq.builder().collectionName(collection).filter(some).build();
            connection.call("delete from", collection, client -> client.delete(request));
        }
    }

    /** Returns the expression that passes rows of which a column is one of these, which are in {@link SafeText}. */
    static String in(String column, Collection<String> values) {
        return column + " in [\"" + String.join("\",\"", values) + "\"]";
    }

    /** Returns a row's key. */
    static String key(Map<String, Object> row) {
        return text(row, KEY);
    }

    /** Returns a text of a row. */
    static String text(Map<String, Object> row, String column) {
        return (String) present(row, column);
    }

    /** Returns a whole number of a row. */
    static long number(Map<String, Object> row, String column) {
        return ((Number) present(row, column)).longValue();
    }

    /** Returns a list of a row. */
    static List<?> list(Map<String, Object> row, String column) {
        return (List<?>) present(row, column);
    }

    private static Object present(Map<String, Object> row, String column) {
        Object value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("a row without " + column);
        }
        return value;
    }
}
