package io.vizsla.retrieval;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.example.Chosen;
import io.vizsla.retrieval.example.ExampleSource;
import java.util.List;

/** Chooses worked examples among the judged queries of the collection. */
record ChooseStep(ExampleSource source, DemonstrationOptions options, boolean reads) implements Step {

    @Override
    public String name() {
        return "choose";
    }

    @Override
    public void run(SearchState state) {
        float[] encoded = state.variants().getFirst().vector();
        if (encoded == null) {
            return;
        }
        float[] vector = likeTheJudged(state, encoded);
        // A model that reads examples learns nothing from reading one passage twice; for a vector two examples
        // that agree are twice the evidence.
        Chosen chosen = source.choose(
                state.open(),
                new ExampleSource.Wanted(
                        state.query().text(),
                        vector,
                        options.count(),
                        options.diversity(),
                        reads,
                        reads || state.query().explain(),
                        state.query().filter()));
        state.examples(chosen.examples());
        explain(state, chosen);
    }

    private void explain(SearchState state, Chosen chosen) {
        state.note(name(), "wanted", options.count());
        state.note(name(), "chosen", chosen.examples().size());
        state.note(name(), "candidates", chosen.candidates());
        if (!chosen.dropped().isEmpty()) {
            state.note(name(), "dropped", ExampleNotes.of(chosen.dropped()));
        }
        state.note(name(), "examples", ExampleNotes.of(chosen.examples()));
    }

    /** Judged queries were read with the collection's usual instruction; what is read with another one is far from all. */
    private static float[] likeTheJudged(SearchState state, float[] encoded) {
        Instruction usual = state.collection().tasks().usualInstruction();
        Encoder encoder = state.open().encoder();
        if (state.query().instruction().equals(usual) || !encoder.card().readsInstructions()) {
            return encoded;
        }
        EncodingInput input = new EncodingInput(state.query().text(), Role.QUERY, usual, List.of());
        return encoder.encode(List.of(input)).dense()[0];
    }
}
