package io.vizsla.api.query;

import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.filter.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A checked search request.
 *
 * @param text the user's words; not blank
 * @param topK how many hits are wanted
 * @param instruction what the query is for; {@link Instruction#NONE} for the model's own
 * @param demonstrations where its worked examples come from
 * @param filter null for none
 * @param minScore hits of a lower probability are left out; 0 for none
 * @param rerank whether a cross-encoder looks at the best hits, where one is configured
 * @param explain whether the answer tells what each step received and returned
 */
public record Query(
        String text,
        Mode mode,
        int topK,
        Instruction instruction,
        Demonstrations demonstrations,
        @Nullable Filter filter,
        double minScore,
        boolean rerank,
        boolean explain) {

    /** Returns a plain query. */
    public static Query of(String text, Mode mode, int topK) {
        return new Query(text, mode, topK, Instruction.NONE, Demonstrations.USUAL, null, 0, false, false);
    }

    /** Returns a copy with other words. */
    public Query withText(String newText) {
        return new Query(newText, mode, topK, instruction, demonstrations, filter, minScore, rerank, explain);
    }

    /** Returns a copy with other examples. */
    public Query withDemonstrations(Demonstrations examples) {
        return new Query(text, mode, topK, instruction, examples, filter, minScore, rerank, explain);
    }

    /** Returns a copy with a filter. */
    public Query withFilter(@Nullable Filter newFilter) {
        return new Query(text, mode, topK, instruction, demonstrations, newFilter, minScore, rerank, explain);
    }
}
