package io.vizsla.ingestion;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON form of an event on {@code vizsla.documents}: {@code {"title"?, "text" | "content" + "contentType"? | "claim"
 * + "contentType"?, "metadata"?, "version"?}}, where content is base64 and a claim is {@code {"sha256", "bytes"}}.
 *
 * <p>In every string, a lone surrogate becomes U+FFFD and a NUL becomes a space, when written and when read.
 */
public final class DocumentEvents {

    /** Deeper than any metadata that the limits let pass, yet safe for a recursive reader. */
    private static final int NESTING = 512;

    private DocumentEvents() {}

    /**
     * Returns an event as UTF-8 JSON.
     *
     * @throws VizslaException {@code INVALID_METADATA} if the metadata holds something that is no JSON value
     */
    public static byte[] write(DocumentBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            EventWriter.write(body, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** As {@link #read(byte[], EventLimits)} with the default limits. */
    public static DocumentBody read(byte[] json) {
        return read(json, EventLimits.DEFAULT);
    }

    /**
     * Reads an event.
     *
     * @throws VizslaException {@code INVALID_JSON} if the bytes are not one JSON object; {@code INVALID_ARGUMENT} if a
     *     field is unknown, missing or of the wrong type; {@code INVALID_METADATA} if the metadata is not a map, is nested
     *     too deep or holds a number beyond range; {@code TOO_LARGE} if a field is over its limit
     */
    public static DocumentBody read(byte[] json, EventLimits limits) {
        try (JsonParser parser = factory(limits).createParser(json)) {
            return new EventReader(parser, limits).read();
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.INVALID_JSON, message(broken), broken);
        }
    }

    private static JsonFactory factory(EventLimits limits) {
        // Base64 takes 4 characters for 3 bytes; the reader then names the field that is too long.
        long longest = Math.max(limits.textCharacters(), limits.documentBytes() / 3L * 4 + 4) + 1024;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(NESTING)
                .maxStringLength((int) Math.min(longest, Integer.MAX_VALUE))
                .maxNameLength(4096)
                .maxNumberLength(400)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private static String message(IOException broken) {
        return broken instanceof JacksonException json
                ? json.getOriginalMessage() + " at byte "
                        + (json.getLocation() == null ? 0 : json.getLocation().getByteOffset())
                : String.valueOf(broken.getMessage());
    }
}
