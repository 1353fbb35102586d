package io.vizsla.query.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.text.CleanText;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One judgement of a request. */
@Schema(name = "Judgement", description = "What somebody said of one document as an answer to one query.")
public record JudgementLine(
        @Schema(required = true, examples = "how do I start the server") @Nullable
        String query,

        @Schema(description = "The document; may be left out where there is a `chunkId`.", examples = "manual-7")
        @Nullable
        String documentId,

        @Schema(
                description = "The chunk that was looked at, as a hit names it; of the document the one nearest to the "
                        + "query if left out.",
                examples = "handbook/manual-7#2")
        @Nullable
        String chunkId,

        @Schema(description = "0 (no answer) to 3 (perfect).", minimum = "0", maximum = "3", defaultValue = "1")
        @JsonProperty("grade")
        @Nullable
        Long grade) {

    /**
     * Returns the judgement.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    public Judgement judgement(String collection, Instant at) {
        return judgement(collection, checkedGrade(), Judgement.Source.JUDGED, null, at);
    }

    /** Returns a judgement of another kind on the same query and document. */
    public Judgement judgement(
            String collection, int given, Judgement.Source source, @Nullable Integer rank, Instant at) {
        ChunkId chunk = chunkId == null ? null : chunk(collection, chunkId);
        return new Judgement(
                document(collection, chunk),
                checkedQuery(),
                chunk == null ? null : chunk.ordinal(),
                given,
                source,
                rank,
                at);
    }

    /** Returns the checked words of the query. */
    public String checkedQuery() {
        if (query == null) {
            throw VizslaException.invalid("query", null, "given");
        }
        return CleanText.clean(Judgement.checkQuery(query));
    }

    private int checkedGrade() {
        if (grade == null) {
            return 1;
        }
        if (grade < 0 || grade > Judgement.BEST) {
            throw VizslaException.invalid("grade", grade, "between 0 and " + Judgement.BEST);
        }
        return grade.intValue();
    }

    private DocumentRef document(String collection, @Nullable ChunkId chunk) {
        if (documentId == null) {
            if (chunk == null) {
                throw VizslaException.invalid("documentId", null, "given, or a chunkId");
            }
            return chunk.document();
        }
        DocumentRef document = document(collection, documentId);
        if (chunk != null && !chunk.document().equals(document)) {
            throw VizslaException.invalid("chunkId", chunkId, "a chunk of the document " + documentId);
        }
        return document;
    }

    /**
     * Returns a document under the name that judgements give it.
     *
     * @throws VizslaException naming {@code documentId}
     */
    public static DocumentRef document(String collection, String documentId) {
        try {
            return new DocumentRef(collection, documentId);
        } catch (VizslaException notValid) {
            throw VizslaException.invalid(
                    "documentId", documentId, notValid.bound().orElse("the id of a document"));
        }
    }

    private static ChunkId chunk(String collection, String text) {
        ChunkId chunk = ChunkId.parse(text);
        if (!chunk.document().collection().equals(collection)) {
            throw VizslaException.invalid("chunkId", text, "a chunk of the collection " + collection);
        }
        return chunk;
    }
}
