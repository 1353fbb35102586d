package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to search for. Parts that are null are the instance's choice. Immutable; {@link #of} and the {@code with} methods make
 * one.
 *
 * @param query 1 to 8,192 characters
 * @param topK how many hits, 1 to 1,000; 10 where null
 * @param mode hybrid where null
 * @param instruction the task sentence that a model reads before the query
 * @param task one of the collection's named instructions, in place of {@code instruction}
 * @param demonstrations a list of {@link Demonstration}, or the words {@code auto} and {@code none}
 * @param filter only chunks that pass it are found
 * @param minScore hits of a lower probability are left out, 0 to 1
 * @param rerank whether a cross-encoder looks at the best hits, where one is configured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchRequest(
        @JsonProperty("query") String query,
        @JsonProperty("topK") @Nullable Integer topK,
        @JsonProperty("mode") @Nullable Mode mode,
        @JsonProperty("instruction") @Nullable String instruction,
        @JsonProperty("task") @Nullable String task,
        @JsonProperty("demonstrations") @Nullable Object demonstrations,
        @JsonProperty("filter") @Nullable Filter filter,
        @JsonProperty("minScore") @Nullable Double minScore,
        @JsonProperty("rerank") @Nullable Boolean rerank) {

    /** Returns a search for this query, all else being the instance's choice. */
    public static SearchRequest of(String query) {
        return new SearchRequest(query, null, null, null, null, null, null, null, null);
    }

    /** Returns a copy for another query. */
    public SearchRequest withQuery(String other) {
        return new SearchRequest(other, topK, mode, instruction, task, demonstrations, filter, minScore, rerank);
    }

    /** Returns a copy that brings so many hits. */
    public SearchRequest withTopK(int count) {
        return new SearchRequest(query, count, mode, instruction, task, demonstrations, filter, minScore, rerank);
    }

    /** Returns a copy that searches so. */
    public SearchRequest withMode(Mode other) {
        return new SearchRequest(query, topK, other, instruction, task, demonstrations, filter, minScore, rerank);
    }

    /** Returns a copy with a task sentence of its own. */
    public SearchRequest withInstruction(String sentence) {
        return new SearchRequest(query, topK, mode, sentence, null, demonstrations, filter, minScore, rerank);
    }

    /** Returns a copy with a named instruction of the collection. */
    public SearchRequest withTask(String name) {
        return new SearchRequest(query, topK, mode, null, name, demonstrations, filter, minScore, rerank);
    }

    /** Returns a copy with worked examples. */
    public SearchRequest withDemonstrations(List<Demonstration> examples) {
        List<Demonstration> copy = List.copyOf(examples);
        return new SearchRequest(query, topK, mode, instruction, task, copy, filter, minScore, rerank);
    }

    /** Returns a copy whose examples are the nearest judged queries of the collection. */
    public SearchRequest withNearestDemonstrations() {
        return new SearchRequest(query, topK, mode, instruction, task, "auto", filter, minScore, rerank);
    }

    /** Returns a copy that is restricted to what passes; null for all. */
    public SearchRequest withFilter(@Nullable Filter other) {
        return new SearchRequest(query, topK, mode, instruction, task, demonstrations, other, minScore, rerank);
    }

    /** Returns a copy that leaves out less probable hits. */
    public SearchRequest withMinScore(double least) {
        return new SearchRequest(query, topK, mode, instruction, task, demonstrations, filter, least, rerank);
    }

    /** Returns a copy that lets a cross-encoder look, or not. */
    public SearchRequest withRerank(boolean wanted) {
        return new SearchRequest(query, topK, mode, instruction, task, demonstrations, filter, minScore, wanted);
    }
}
