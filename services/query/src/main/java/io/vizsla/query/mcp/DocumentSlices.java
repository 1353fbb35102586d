package io.vizsla.query.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.Chunk;
import io.vizsla.query.collection.Documents;
import io.vizsla.query.rest.dto.DocumentDto;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some slices of a document: a whole one may be longer than any model reads.
 *
 * @param next from where to read on; null at the end
 */
record DocumentSlices(
        @JsonUnwrapped DocumentDto document,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer next) {

    static final int USUAL = 20;

    private static final int MOST = 200;
    private static final int LAST = 10_000_000;

    /**
     * Reads them.
     *
     * @param from the first of them, counted from 0; null for 0
     * @param count how many; null for 20
     * @throws VizslaException {@code INVALID_ARGUMENT} naming either
     */
    static DocumentSlices read(
            Documents documents, DocumentStatus status, @Nullable Integer from, @Nullable Integer count) {
        int first = bounded("from", from, 0, 0, LAST);
        int most = bounded("count", count, USUAL, 1, MOST);
        List<Chunk> chunks = documents.chunks(status, first, most + 1);
        if (chunks.isEmpty() && first > 0) {
            throw VizslaException.invalid("from", first, "the next of an earlier answer, or 0");
        }
        boolean more = chunks.size() > most;
        return new DocumentSlices(
                DocumentDto.of(status, more ? chunks.subList(0, most) : chunks), more ? first + most : null);
    }

    private static int bounded(String field, @Nullable Integer given, int usual, int least, int most) {
        int value = given == null ? usual : given;
        if (value < least || value > most) {
            throw VizslaException.invalid(field, value, "between " + least + " and " + most);
        }
        return value;
    }
}
