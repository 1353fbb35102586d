package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.config.LimitsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Passages to order by a query, as Jina's and Cohere's clients send them. */
@Schema(name = "RerankRequest")
public record RerankRequest(
        @Schema(
                description = "A cross-encoder, or an embedding model with token vectors. Left out: the configured "
                        + "cross-encoder, else token MaxSim of the default embedding model.")
        @Nullable
        String model,

        @Schema(required = true) @Nullable String query,

        @Schema(
                required = true,
                description = "Texts, or objects with a text.",
                examples = "[\"first passage\",{\"text\":\"second passage\"}]")
        @Nullable
        List<@Nullable Object> documents,

        @Schema(description = "How many results; left out: all.", minimum = "1") @JsonProperty("top_n") @Nullable
        Long topN,

        @Schema(description = "Whether the results carry the texts.") @JsonProperty("return_documents") @Nullable
        Boolean returnDocuments) {

    /** Returns the query. */
    public String checkedQuery(LimitsConfig limits) {
        if (query == null || query.isBlank()) {
            throw VizslaException.invalid("query", query, "a text that is not blank");
        }
        if (query.length() > limits.queryCharacters()) {
            throw VizslaException.invalid("query", query, "at most " + limits.queryCharacters() + " characters");
        }
        return CleanText.clean(query);
    }

    /** Returns how many results are wanted. */
    public int checkedTopN(int documentCount) {
        if (topN == null) {
            return documentCount;
        }
        if (topN < 1 || topN > Integer.MAX_VALUE) {
            throw VizslaException.invalid("top_n", topN, "at least 1");
        }
        return (int) Math.min(topN, documentCount);
    }

    /** Returns the passages. */
    public List<String> texts(LimitsConfig limits) {
        if (documents == null || documents.isEmpty() || documents.size() > limits.rerankDocuments()) {
            throw VizslaException.invalid(
                    "documents",
                    documents == null ? null : documents.size() + " documents",
                    "a list of 1 to " + limits.rerankDocuments() + " texts");
        }
        List<String> texts = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            texts.add(text("documents[" + i + "]", documents.get(i)));
        }
        return texts;
    }

    private static String text(String field, @Nullable Object document) {
        Object text = document instanceof Map<?, ?> map ? map.get("text") : document;
        if (text instanceof String passage && !passage.isBlank()) {
            return CleanText.clean(passage);
        }
        throw VizslaException.invalid(field, text, "a text that is not blank, or an object with one");
    }
}
