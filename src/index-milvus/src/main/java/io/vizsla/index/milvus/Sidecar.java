package io.vizsla.index.milvus;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands beside the chunks, in a collection of its own: what the index was made for, and every keyword that a
 * declared field ever had. Milvus compares the single values of a list for equality only, so a filter by prefix or
 * by a part is answered from the keywords first. A keyword that no chunk has any more does no harm. Those of a tenant stand there once
 * more under its name, so that however many others have, its own filters are answered.
 *
 * <p>Safe for any number of threads.
 */
final class Sidecar {

    static final String ID = Columns.ID;
    static final String BODY = "body";

    /** Milvus knows no collection without a vector. */
    static final String VECTOR = "vector";

    static final int DIMENSION = 2;

    /** No declared field begins so. */
    private static final char MARK = '!';

    private static final String SPEC = MARK + "spec";

    private static final String MADE = MARK + "made";

    /** More keywords than this are too many for a request. */
    private static final int MOST = Rows.LARGEST_PAGE;

    private static final int REMEMBERED = 100_000;
    private static final Gson GSON = new Gson();

    private final Rows rows;
    private String made = "";
    private final Map<String, Boolean> written = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Sidecar(Rows rows) {
        this.rows = rows;
    }

    /** Returns what the index was made for, empty if that was never written. */
    Optional<Map<String, String>> spec() {
        return rows.page(Rows.in(ID, List.of(SPEC)), List.of(BODY), 1, ConsistencyLevel.STRONG).stream()
                .map(row -> GSON.fromJson(Rows.text(row, BODY), new TypeToken<Map<String, String>>() {}))
                .findFirst();
    }

    /** Writes what the index is made for. */
    void write(Map<String, String> spec) {
        rows.upsert(List.of(row(MADE, UUID.randomUUID().toString()), row(SPEC, GSON.toJson(spec))));
    }

    /** Returns what stands before the keywords of a tenant. */
    static String of(String tenant) {
        return MARK + SafeText.encode(tenant) + '=';
    }

    /** Remembers keywords, before the chunks that have them are written. */
    synchronized void learn(Collection<String> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        forgetIfMadeAnew();
        List<String> unknown = tokens.stream()
                .distinct()
                .filter(token -> !written.containsKey(token))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        rows.upsert(unknown.stream().map(token -> row(token, "")).toList());
        unknown.forEach(token -> written.put(token, true));
    }

    /** Another process may have dropped the index and made one of the same name, which knows no keyword yet. */
    private void forgetIfMadeAnew() {
        String now = rows.page(Rows.in(ID, List.of(MADE)), List.of(BODY), 1, ConsistencyLevel.BOUNDED).stream()
                .map(row -> Rows.text(row, BODY))
                .findFirst()
                .orElse("");
        if (!now.equals(made)) {
            written.clear();
            made = now;
        }
    }

    /**
     * Returns the keywords that start so.
     *
     * @param owner {@link #of} a tenant whose keywords are wanted alone; empty for everybody's
     * @param start a field's name, {@code =} and the start of a keyword in {@link SafeText}
     * @throws VizslaException {@code INVALID_FILTER} if there are more than a request can name
     */
    List<String> startingWith(String owner, String start, ConsistencyLevel level) {
        List<Map<String, Object>> found = rows.page(range(owner + start), List.of(), MOST, level);
        if (found.size() == MOST) {
            throw tooMany("prefix");
        }
        return found.stream()
                .map(row -> Rows.key(row).substring(owner.length()))
                .toList();
    }

    /**
     * Returns the keywords that hold a part. Reads all keywords of the field, because servers differ in what they take for a
     * pattern, and in which of its characters mean more than themselves.
     *
     * @param owner as in {@link #startingWith}
     * @param start a field's name and {@code =}
     * @param part as it was asked for
     * @throws VizslaException {@code INVALID_FILTER} if there are more than a request can name
     */
    List<String> containing(String owner, String start, String part, ConsistencyLevel level) {
        List<String> found = new ArrayList<>();
        rows.read(range(owner + start), List.of(), MOST, level, row -> {
            String token = Rows.key(row).substring(owner.length());
            if (SafeText.decode(token.substring(start.length())).contains(part)) {
                found.add(token);
            }
            if (found.size() == MOST) {
                throw tooMany("part");
            }
        });
        return found;
    }

    private static String range(String start) {
        return ID + " >= \"" + start + "\" and " + ID + " < \"" + start + SafeText.LAST + "\"";
    }

    private static VizslaException tooMany(String asked) {
        return VizslaException.field(
                ErrorCode.INVALID_FILTER,
                "filter.value",
                "a " + asked + " of " + MOST + " keywords or more",
                "a " + asked + " of fewer keywords on Milvus");
    }

    private static Cells row(String id, String body) {
        float[] vector = new float[DIMENSION];
        Arrays.fill(vector, 1);
        return new Cells().text(ID, id).text(BODY, body).vector(VECTOR, vector);
    }
}
