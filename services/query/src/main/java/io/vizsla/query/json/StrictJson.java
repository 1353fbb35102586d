package io.vizsla.query.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests in UTF-8. Unknown and repeated keys, trailing content, NaN, numbers given as strings and strings given as
 * numbers are refused, and so is what is deeper, longer or larger than the bounds. Safe for any number of threads.
 */
public final class StrictJson {

    /** The deepest nesting; filters have a lower bound of their own. */
    public static final int DEEPEST = 64;

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_STRING = 64 * 1024 * 1024;

    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    /**
     * Reads a value of the type; null where the input is empty.
     *
     * @throws VizslaException {@code INVALID_JSON}, {@code INVALID_ARGUMENT} or {@code TOO_LARGE}
     */
    public static <T> @Nullable T read(InputStream json, Type type) {
        ObjectReader reader = MAPPER.readerFor(MAPPER.constructType(type));
        try (JsonParser parser = MAPPER.createParser(Utf8.checked("body", json))) {
            return parser.nextToken() == null ? null : reader.readValue(parser);
        } catch (JsonProcessingException failure) {
            throw JsonErrors.of(failure);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * Reads one value of the type out of the line that a range of bytes holds.
     *
     * @throws VizslaException as {@link #read(InputStream, Type)}
     */
    public static <T> @Nullable T read(byte[] json, int length, Class<T> type) {
        Utf8.check("line", json, length);
        try {
            return MAPPER.readerFor(type).readValue(json, 0, length);
        } catch (JsonProcessingException failure) {
            throw JsonErrors.of(failure);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private static VizslaException unreadable(IOException failure) {
        if (failure.getCause() instanceof VizslaException ours) {
            return ours;
        }
        if (failure instanceof CharConversionException) {
            return VizslaException.of(ErrorCode.INVALID_JSON, "the body is not UTF-8 text");
        }
        return VizslaException.of(ErrorCode.INVALID_JSON, "the body ended early or could not be received", failure);
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .maxStringLength(LONGEST_STRING)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from clients: the table of the virtual machine would only grow.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, config -> config.setCoercion(
                                CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }
}
