package io.vizsla.evaluation.task;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.PromptTemplate;
import java.util.List;

/**
 * In which form a model reads texts that are compared with their like: sentences, titles, requests to classify. MTEB lets
 * each model family do what its authors did, and so do we.
 */
public enum SymmetricForm {
    /** As a passage, bare: models without prompts, and those whose words before a query are for search only, such as bge. */
    PASSAGE,
    /** As a query: models with fixed words before both sides, such as e5, which has {@code query: } before everything alike. */
    QUERY,
    /** As a query with the task's own sentence: models that were trained with one for each kind of task. */
    INSTRUCTED;

    /** The form of a family whose one instruction says that passages are searched for. */
    private static final String SEARCH_ONLY = "bge";

    /** Returns the form for a model that reads queries and passages like this. */
    public static SymmetricForm of(PromptTemplate queries, PromptTemplate passages) {
        if (queries.readsInstruction() && !queries.name().equals(SEARCH_ONLY)) {
            return INSTRUCTED;
        }
        boolean bare = passages.write("", Instruction.NONE, List.of()).whole().isEmpty();
        return bare ? PASSAGE : QUERY;
    }

    /** Returns what the encoder gets for a text of a task with this sentence. */
    EncodingInput input(String text, String instruction) {
        return switch (this) {
            case PASSAGE -> EncodingInput.passage(text);
            case QUERY -> EncodingInput.query(text);
            case INSTRUCTED -> new EncodingInput(text, Role.QUERY, new Instruction(instruction), List.of());
        };
    }
}
