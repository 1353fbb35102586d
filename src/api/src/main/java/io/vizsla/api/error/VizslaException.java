package io.vizsla.api.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the platform: a stable code and, for bad input, the field, the value and the bound it broke.
 *
 * <p>Everything that a port throws on purpose is of this type; anything else that escapes is a defect.
 */
public final class VizslaException extends RuntimeException {

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_VALUE = 120;

    private final ErrorCode code;
    private final @Nullable String field;
    private final @Nullable String value;
    private final @Nullable String bound;

    private VizslaException(
            ErrorCode code,
            String message,
            @Nullable String field,
            @Nullable String value,
            @Nullable String bound,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.field = field;
        this.value = value;
        this.bound = bound;
    }

    /** Returns an error that concerns no single field. */
    public static VizslaException of(ErrorCode code, String message) {
        return new VizslaException(code, message, null, null, null, null);
    }

    /** Returns an error that concerns no single field, keeping what caused it. */
    public static VizslaException of(ErrorCode code, String message, @Nullable Throwable cause) {
        return new VizslaException(code, message, null, null, null, cause);
    }

    /**
     * Returns an error about one field.
     *
     * @param field the field's name as its sender wrote it, such as {@code topK} or {@code filter.and[2].field}; made
     *     printable like the value, for senders name fields too
     * @param value what was sent; long values are shortened, control and format characters are escaped
     * @param bound what would have been right, as a phrase, such as {@code between 1 and 1000}
     */
    public static VizslaException field(ErrorCode code, String field, @Nullable Object value, String bound) {
        String name = printable(field, LONGEST_FIELD);
        String shown = printable(value, LONGEST_VALUE);
        String told = shown.isBlank() ? '"' + shown + '"' : shown;
        String message = name + " = " + told + " is not valid: must be " + bound;
        return new VizslaException(code, message, name, shown, bound, null);
    }

    /** As {@link #field(ErrorCode, String, Object, String)} with {@link ErrorCode#INVALID_ARGUMENT}. */
    public static VizslaException invalid(String field, @Nullable Object value, String bound) {
        return field(ErrorCode.INVALID_ARGUMENT, field, value, bound);
    }

    /** Returns the stable code. */
    public ErrorCode code() {
        return code;
    }

    /** Returns the message; never null. */
    public String detail() {
        String message = getMessage();
        return message == null ? code.id() : message;
    }

    /** Returns the name of the field in error, if one is. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Returns the offending value, shortened and printable. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** Returns what would have been right. */
    public Optional<String> bound() {
        return Optional.ofNullable(bound);
    }

    private static String printable(@Nullable Object value, int longest) {
        String text = String.valueOf(value);
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (unprintable(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        if (end < text.length()) {
            out.append("… (").append(text.length()).append(" characters)");
        }
        return out.toString();
    }

    private static boolean unprintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
