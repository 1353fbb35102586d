package io.vizsla.api.document;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads JSON values into the stored form of a {@link FieldType}; one rule for metadata and for filters. */
public final class FieldValues {

    /** The longest keyword value, in UTF-16 units. */
    public static final int LONGEST_KEYWORD = 1024;

    private FieldValues() {}

    /**
     * Returns the stored form: {@code String} for keyword and tenant, {@code Long} for integer and date (UTC milliseconds),
     * {@code Double} for number, {@code Boolean} for boolean.
     *
     * @param code the code of the error to throw
     * @param path the name of the value in the sender's words
     * @throws VizslaException of that code if the value is not of the type
     */
    public static Object stored(ErrorCode code, String path, FieldType type, @Nullable Object value) {
        Object stored =
                switch (type) {
                    case KEYWORD -> keyword(value);
                    case INTEGER -> integer(value);
                    case NUMBER -> number(value);
                    case BOOLEAN -> value instanceof Boolean ? value : null;
                    case DATE -> date(value);
                    case TENANT -> value instanceof String name && Tenants.isName(name) ? name : null;
                };
        if (stored == null) {
            throw VizslaException.field(code, path, value, expected(type));
        }
        return stored;
    }

    private static String expected(FieldType type) {
        return switch (type) {
            case KEYWORD -> "a string of at most " + LONGEST_KEYWORD + " characters";
            case INTEGER -> "a whole number of 64 bits";
            case NUMBER -> "a finite number";
            case BOOLEAN -> "true or false";
            case DATE -> "an ISO-8601 date or date-time, such as 2024-05-01 or 2024-05-01T12:00:00Z";
            case TENANT -> Tenants.NAMES;
        };
    }

    private static @Nullable Object keyword(@Nullable Object value) {
        return value instanceof String text && text.length() <= LONGEST_KEYWORD ? text : null;
    }

    private static @Nullable Object integer(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        try {
            if (value instanceof BigInteger big) {
                return big.longValueExact();
            }
            if (value instanceof Double || value instanceof BigDecimal) {
                return new BigDecimal(value.toString()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return null;
        }
        return null;
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return null;
        }
        double real = number.doubleValue();
        return Double.isFinite(real) ? real : null;
    }

    private static @Nullable Object date(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            if (text.length() == "2024-05-01".length()) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException notDate) {
            return null;
        }
    }
}
