package io.vizsla.retrieval;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.query.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moves the queries' vectors by the request's worked examples, for a model that does not read examples itself. */
record DemonstrationStep(DemonstrationBlend blend) implements Step {

    @Override
    public String name() {
        return "demonstrate";
    }

    @Override
    public void run(SearchState state) {
        List<Demonstration> examples = state.query().demonstrations();
        float[][] encoded =
                state.open().encoder().encode(inputs(state.query(), examples)).dense();
        float[][] queries = Arrays.copyOf(encoded, examples.size());
        float[][] passages = Arrays.copyOfRange(encoded, examples.size(), encoded.length);
        float[] first = state.variants().getFirst().vector();
        if (first != null && state.query().explain()) {
            explain(state, examples, ExampleMix.weights(first, queries, blend.temperature()));
        }
        state.eachVariant(variant -> {
            float[] vector = variant.vector();
            return vector == null ? variant : variant.withVector(ExampleMix.mix(vector, queries, passages, blend));
        });
    }

    /** The examples' queries first, read as the query itself is, then their passages. */
    private static List<EncodingInput> inputs(Query query, List<Demonstration> examples) {
        List<EncodingInput> inputs = new ArrayList<>();
        examples.forEach(
                example -> inputs.add(new EncodingInput(example.query(), Role.QUERY, query.instruction(), List.of())));
        examples.forEach(example -> inputs.add(EncodingInput.passage(example.passage())));
        return inputs;
    }

    private void explain(SearchState state, List<Demonstration> examples, double[] weights) {
        List<Map<String, Object>> told = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("query", examples.get(i).query());
            one.put("weight", weights[i]);
            told.add(one);
        }
        state.note(name(), "share", blend.share());
        state.note(name(), "temperature", blend.temperature());
        state.note(name(), "examples", told);
    }
}
