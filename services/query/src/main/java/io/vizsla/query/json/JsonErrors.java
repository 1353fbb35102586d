package io.vizsla.query.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with JSON in the words of its sender: field, value and bound, or line and column. */
public final class JsonErrors {

    /** What the reader tells programmers behind what it tells everybody. */
    private static final Pattern ASIDES = Pattern.compile(": enable | \\(start marker| \\(for ");

    private JsonErrors() {}

    /** Returns the error of ours that a failure to read tells of. */
    public static VizslaException of(JsonProcessingException failure) {
        if (failure.getCause() instanceof VizslaException ours) {
            return ours;
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown);
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return mapping(mapping);
        }
        if (failure instanceof MismatchedInputException wrong) {
            return VizslaException.field(ErrorCode.INVALID_JSON, "body", "JSON of another kind", expected(wrong));
        }
        return malformed(failure);
    }

    private static VizslaException unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return VizslaException.field(
                ErrorCode.INVALID_ARGUMENT,
                path(unknown.getPath()),
                "a property that is not known",
                "one of " + new TreeSet<>(known == null ? List.of() : known));
    }

    private static VizslaException mapping(JsonMappingException mapping) {
        String field = path(mapping.getPath());
        if (mapping instanceof InvalidFormatException wrong) {
            return VizslaException.invalid(field, wrong.getValue(), expected(wrong));
        }
        if (mapping.getCause() instanceof InputCoercionException) {
            return VizslaException.invalid(field, "a number out of range", "a whole number of 64 bits at most");
        }
        if (mapping.getCause() instanceof JsonProcessingException syntax) {
            return malformed(syntax);
        }
        if (mapping instanceof MismatchedInputException wrong) {
            return VizslaException.invalid(field, "a value of another kind", expected(wrong));
        }
        return malformed(mapping);
    }

    private static String expected(MismatchedInputException wrong) {
        Class<?> type = wrong.getTargetType();
        if (type == null) {
            return "of the kind that the documentation names";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static VizslaException malformed(JsonProcessingException failure) {
        ErrorCode code = failure instanceof StreamConstraintsException ? ErrorCode.TOO_LARGE : ErrorCode.INVALID_JSON;
        return VizslaException.of(code, "not valid JSON" + place(failure.getLocation()) + ": " + reason(failure));
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String reason(JsonProcessingException failure) {
        String message = failure.getOriginalMessage();
        String first = message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("");
        String printable = VizslaException.invalid("json", first, "").value().orElse("");
        return printable;
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
