package io.vizsla.retrieval;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.query.Query;
import java.util.ArrayList;
import java.util.List;

/** Turns the queries, with their instruction and demonstrations, into vectors. */
record EncodeStep() implements Step {

    @Override
    public String name() {
        return "encode";
    }

    @Override
    public void run(SearchState state) {
        List<EncodingInput> inputs = state.variants().stream()
                .map(variant -> input(variant.query().query()))
                .toList();
        EncodedBatch encoded = state.open().encoder().encode(inputs);
        state.variants(withVectors(state.variants(), encoded));
        if (state.query().explain()) {
            explain(state, inputs, encoded);
        }
    }

    private static EncodingInput input(Query query) {
        return new EncodingInput(query.text(), Role.QUERY, query.instruction(), query.demonstrations());
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
        state.note(name(), "model", state.open().encoder().card().name());
        state.note(name(), "text", inputs.stream().map(EncodingInput::text).toList());
        state.note(
                name(),
                "prompt",
                inputs.stream().map(state.open().encoder()::prompted).toList());
        state.note(name(), "tokens", encoded.tokenCounts().clone());
    }
}
