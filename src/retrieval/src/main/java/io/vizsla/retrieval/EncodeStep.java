package io.vizsla.retrieval;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.PromptedText;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.example.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns the queries, with their instruction and demonstrations, into vectors.
 *
 * @param name a model that reads chosen examples encodes twice: the second time has a name of its own
 */
record EncodeStep(String name) implements Step {

    /** The name of the first encoding. */
    static final String FIRST = "encode";

    /** The name of the one with the examples that were chosen. */
    static final String WITH_EXAMPLES = "encodeWithExamples";

    @Override
    public void run(SearchState state) {
        List<EncodingInput> inputs = state.variants().stream()
                .map(variant -> input(variant.query().query(), demonstrations(state)))
                .toList();
        EncodedBatch encoded = state.open().encoder().encode(inputs);
        state.variants(withVectors(state.variants(), encoded));
        if (state.query().explain()) {
            explain(state, inputs, encoded);
        }
    }

    private static List<Demonstration> demonstrations(SearchState state) {
        List<Demonstration> given = state.query().demonstrations().given();
        // For a model that reads none they are taken later, as vectors; here they would only keep queries apart
        // that are encoded alike.
        boolean reads = state.open().encoder().card().blend() == null;
        return !reads
                ? List.of()
                : given.isEmpty()
                        ? state.examples().stream().map(Example::demonstration).toList()
                        : given;
    }

    private static EncodingInput input(Query query, List<Demonstration> demonstrations) {
        return new EncodingInput(query.text(), Role.QUERY, query.instruction(), demonstrations);
    }

    private static List<Variant> withVectors(List<Variant> variants, EncodedBatch encoded) {
        List<Variant> with = new ArrayList<>(variants.size());
        for (Variant variant : variants) {
            int i = with.size();
            with.add(variant.withVector(encoded.dense()[i])
                    .withTokens(
                            encoded.tokens().isEmpty() ? null : encoded.tokens().get(i)));
        }
        return with;
    }

    private void explain(SearchState state, List<EncodingInput> inputs, EncodedBatch encoded) {
        state.note(name(), "model", state.open().encoder().queryCard().name());
        if (!state.query().instruction().text().isEmpty()) {
            state.note(name(), "instruction", instruction(state));
        }
        state.note(name(), "text", inputs.stream().map(EncodingInput::text).toList());
        List<PromptedText> prompted =
                inputs.stream().map(state.open().encoder()::prompted).toList();
        state.note(name(), "prompt", prompted.stream().map(PromptedText::text).toList());
        if (prompted.stream().anyMatch(PromptedText::isCut)) {
            state.note(name(), "cut", prompted.stream().map(EncodeStep::kept).toList());
        }
        state.note(name(), "mostTokens", state.open().encoder().queryCard().maxTokens());
        state.note(name(), "tokens", encoded.tokenCounts().clone());
    }

    private static Map<String, Integer> kept(PromptedText prompted) {
        return Map.of(
                "textTokens", prompted.textTokens(),
                "ofTextTokens", prompted.ofTextTokens(),
                "examples", prompted.demonstrations(),
                "ofExamples", prompted.ofDemonstrations());
    }

    private static String instruction(SearchState state) {
        String text = state.query().instruction().text();
        return state.open().encoder().card().readsInstructions()
                ? text
                : "not read: the prompt of this model has no place for an instruction";
    }
}
