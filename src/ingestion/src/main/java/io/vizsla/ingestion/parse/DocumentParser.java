package io.vizsla.ingestion.parse;

import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/** Reads files. Safe for any number of threads. Bounded in time and memory, and never opens a network connection. */
@FunctionalInterface
public interface DocumentParser {

    /**
     * Reads a file.
     *
     * @param contentType what its sender says it is, empty if nothing; checked against the bytes
     * @param fileName helps to find out what it is where the sender does not say; null if it has none
     * @throws VizslaException {@code UNSUPPORTED_MEDIA_TYPE} for a type that nothing here reads; {@code
     *     UNREADABLE_DOCUMENT} if the bytes are broken, encrypted or of another type; {@code PARSE_LIMIT_EXCEEDED} if a
     *     bound was met; {@code EMPTY_DOCUMENT} if there is no text in it
     */
    ParsedDocument parse(byte[] content, String contentType, @Nullable String fileName);
}
