package io.vizsla.retrieval;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.retrieval.example.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Moves the queries' vectors by worked examples, for a model that does not read examples itself. */
record DemonstrationStep(DemonstrationBlend blend) implements Step {

    @Override
    public String name() {
        return "demonstrate";
    }

    @Override
    public void run(SearchState state) {
        if (blend.share() == 0) {
            state.note(name(), "skipped", "the model's manifest gives examples no share");
            return;
        }
        float[] first = state.variants().getFirst().vector();
        if (first == null) {
            return;
        }
        if (state.query().demonstrations().source() == Demonstrations.Source.GIVEN) {
            state.examples(given(state, first));
        }
        List<Example> examples = state.examples();
        double[] cosines = examples.stream().mapToDouble(Example::cosine).toArray();
        float[][] passages = examples.stream().map(Example::passageVector).toArray(float[][]::new);
        if (state.query().explain()) {
            explain(state, cosines);
        }
        state.eachVariant(variant -> {
            float[] vector = variant.vector();
            return vector == null ? variant : variant.withVector(ExampleMix.mix(vector, cosines, passages, blend));
        });
    }

    private static List<Example> given(SearchState state, float[] first) {
        List<Demonstration> given = state.query().demonstrations().given();
        ExampleEncoding.Vectors vectors =
                ExampleEncoding.vectors(state.open().encoder(), state.query().instruction(), given);
        List<Example> examples = new ArrayList<>(given.size());
        for (Demonstration one : given) {
            float[] query = vectors.queries()[examples.size()];
            float[] passage = vectors.passages()[examples.size()];
            examples.add(new Example(
                    one.query(),
                    one.passage(),
                    null,
                    0,
                    ExampleMix.cosine(first, query),
                    passage,
                    "given by the request"));
        }
        return examples;
    }

    private void explain(SearchState state, double[] cosines) {
        state.note(name(), "share", ExampleMix.share(cosines, blend));
        state.note(
                name(),
                "blend",
                Map.of(
                        "share", blend.share(),
                        "temperature", blend.temperature(),
                        "from", blend.from(),
                        "full", blend.full()));
        double[] weights = ExampleMix.weights(cosines, blend.temperature());
        List<Map<String, Object>> told = ExampleNotes.of(state.examples());
        for (int i = 0; i < weights.length; i++) {
            told.get(i).put("weight", weights[i]);
        }
        state.note(name(), "examples", told);
    }
}
