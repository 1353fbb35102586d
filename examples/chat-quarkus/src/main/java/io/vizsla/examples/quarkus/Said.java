package io.vizsla.examples.quarkus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.rag.content.Content;
import io.vizsla.langchain4j.Citations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One event of an answer: only one of its parts is there.
 *
 * @param sources what the answer cites; comes last
 * @param text the next piece of the answer
 * @param error why it breaks off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Said(
        @Nullable List<Source> sources,
        @Nullable String text,
        @Nullable String error) {

    /**
     * A passage.
     *
     * @param number by which the answer cites it, from 1
     * @param title null where the document has none
     */
    public record Source(
            int number, String documentId, @Nullable String title, String text) {}

    static Said sources(SortedMap<Integer, Content> cited) {
        List<Source> sources = new ArrayList<>();
        cited.forEach((number, content) -> {
            Metadata metadata = content.textSegment().metadata();
            sources.add(new Source(
                    number,
                    Objects.requireNonNull(metadata.getString(Citations.DOCUMENT_ID)),
                    metadata.getString(Citations.TITLE),
                    content.textSegment().text()));
        });
        return new Said(sources, null, null);
    }

    static Said text(String piece) {
        return new Said(null, piece, null);
    }

    static Said error(String sentence) {
        return new Said(null, null, sentence);
    }
}
