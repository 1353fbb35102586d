package io.vizsla.index.milvus;

import io.vizsla.api.document.FieldType;
import java.util.HexFormat;

/**
 * Values of declared fields as texts that compare as the values do, in an alphabet without syntax. Numbers are 16
 * hexadecimal digits, so that no literal is too large for the server's parser.
 */
final class FilterValues {

    /** Lies below every value: the upper bound of a chunk that has none. */
    static final String NONE_HIGH = "";

    /** Lies above every value: the lower bound of a chunk that has none. */
    static final String NONE_LOW = SafeText.LAST;

    private FilterValues() {}

    /** Returns a value in its comparable form; it begins with {@code =}, which puts it between the two of an absent one. */
    static String comparable(FieldType type, Object value) {
        return "="
                + switch (type) {
                    case KEYWORD, TENANT -> SafeText.encode((String) value);
                    case INTEGER, DATE -> HexFormat.of().toHexDigits((Long) value ^ Long.MIN_VALUE);
                    case NUMBER -> HexFormat.of().toHexDigits(sortable((Double) value + 0.0));
                    case BOOLEAN -> (Boolean) value ? "1" : "0";
                };
    }

    /** Returns the name of a field's value among the values of all fields. */
    static String token(String field, FieldType type, Object value) {
        return field + comparable(type, value);
    }

    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }
}
