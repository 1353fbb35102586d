package io.vizsla.index.milvus;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row as it is written: a value for each column. Not safe for several threads. */
final class Cells {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int bytes;

    /** Sets a text. */
    Cells text(String column, String value) {
        return set(column, value, size(value));
    }

    /** Sets a whole number. */
    Cells number(String column, long value) {
        return set(column, value, Long.BYTES);
    }

    /** Sets a dense vector, which is kept and not copied. */
    Cells vector(String column, float[] value) {
        return set(column, value, value.length * Float.BYTES);
    }

    /** Sets a list of texts, of which Milvus takes at most {@link Schemas#MOST_ELEMENTS}. */
    Cells list(String column, Collection<String> value) {
        return set(
                column, List.copyOf(value), value.stream().mapToInt(Cells::size).sum());
    }

    /** Returns the columns and their values, each a {@code String}, a {@code Long}, a {@code float[]} or a list of texts. */
    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Returns about how many bytes the row has in a request. */
    int bytes() {
        return bytes;
    }

    private Cells set(String column, Object value, int size) {
        if (values.put(column, value) != null) {
            throw new IllegalStateException("column " + column + " is set twice");
        }
        bytes += size;
        return this;
    }

    private static int size(String text) {
        return text.length() + Long.BYTES;
    }
}
