package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Passages in order, best first. */
@Schema(name = "RerankResponse")
public record RerankResponse(String model, List<Result> results, RerankUsage usage) {

    /** A passage's place. */
    @Schema(name = "RerankResult")
    public record Result(
            @Schema(description = "Place of the passage in the request, from 0.")
            int index,

            @Schema(description = "0..1, higher is more relevant; comparable inside one answer.")
            @JsonProperty("relevance_score")
            double relevanceScore,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Document document) {}

    /** A passage. */
    @Schema(name = "RerankDocument")
    public record Document(String text) {}

    /** What the request cost. */
    @Schema(name = "RerankUsage")
    public record RerankUsage(@JsonProperty("total_tokens") long totalTokens) {}

    /** Orders passages by their scores. */
    public static RerankResponse of(
            String model, double[] scores, List<String> texts, int topN, boolean withTexts, long tokens) {
        List<Result> results = IntStream.range(0, scores.length)
                .mapToObj(i -> new Result(i, scores[i], withTexts ? new Document(texts.get(i)) : null))
                .sorted(Comparator.comparingDouble(Result::relevanceScore).reversed())
                .limit(topN)
                .toList();
        return new RerankResponse(model, results, new RerankUsage(tokens));
    }
}
