package io.vizsla.ingestion;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a document's event carries. Exactly one of text, content and claim is there.
 *
 * @param title null to take the one that the content has, if any
 * @param text plain text, to be indexed as it is
 * @param content a file's bytes; not copied
 * @param contentType the media type of content or claim, null to find out; a charset parameter is heeded
 * @param claim where the content lies when it is too large for the log
 * @param metadata JSON values: strings, numbers, booleans, lists, maps and nulls
 * @param version the producer's version, 0 to {@link #LARGEST_VERSION}; null to take the record's offset
 */
public record DocumentBody(
        @Nullable String title,
        @Nullable String text,
        byte @Nullable [] content,
        @Nullable String contentType,
        ArtefactStore.@Nullable Artefact claim,
        Map<String, @Nullable Object> metadata,
        @Nullable Long version) {

    /**
     * The content type of plain text. A text whose UTF-8 bytes travel as content or claim of this type is the same
     * document as one whose text stands in the event.
     */
    public static final String TEXT_TYPE = "text/plain; charset=utf-8";

    /** The largest version that a producer may give: it leaves room for the versions that deletions take. */
    public static final long LARGEST_VERSION = 1L << 62;

    static final String VERSION_BOUND = "a whole number between 0 and " + LARGEST_VERSION;

    public DocumentBody {
        int bodies = (text == null ? 0 : 1) + (content == null ? 0 : 1) + (claim == null ? 0 : 1);
        if (bodies != 1) {
            throw VizslaException.invalid("text", bodies + " of text, content and claim", "exactly one of them");
        }
        if (version != null) {
            checkVersion(version);
        }
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Returns a body of plain text. */
    public static DocumentBody ofText(
            @Nullable String title, String text, Map<String, @Nullable Object> metadata, @Nullable Long version) {
        return new DocumentBody(title, text, null, null, null, metadata, version);
    }

    /** Returns a body of a file's bytes. */
    public static DocumentBody ofContent(
            byte[] content,
            @Nullable String contentType,
            Map<String, @Nullable Object> metadata,
            @Nullable Long version) {
        return new DocumentBody(null, null, content, contentType, null, metadata, version);
    }

    /**
     * Returns a copy whose content lies elsewhere. What must be stored there is {@link #content()}, or the UTF-8 bytes of
     * {@link #text()}.
     */
    public DocumentBody claimed(ArtefactStore.Artefact stored) {
        return new DocumentBody(title, null, null, text == null ? contentType : TEXT_TYPE, stored, metadata, version);
    }

    /** Returns a copy of other metadata. */
    public DocumentBody withMetadata(Map<String, @Nullable Object> newMetadata) {
        return new DocumentBody(title, text, content, contentType, claim, newMetadata, version);
    }

    static long checkVersion(long version) {
        if (version < 0 || version > LARGEST_VERSION) {
            throw VizslaException.invalid("version", version, VERSION_BOUND);
        }
        return version;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentBody that
                && Objects.equals(title, that.title)
                && Objects.equals(text, that.text)
                && Arrays.equals(content, that.content)
                && Objects.equals(contentType, that.contentType)
                && Objects.equals(claim, that.claim)
                && metadata.equals(that.metadata)
                && Objects.equals(version, that.version);
    }

    @Override
    public int hashCode() {
        return Objects.hash(title, text, Arrays.hashCode(content), contentType, claim, metadata, version);
    }
}
