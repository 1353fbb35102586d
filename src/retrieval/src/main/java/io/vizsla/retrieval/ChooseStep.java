package io.vizsla.retrieval;

import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.example.Example;
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
        float[] vector = state.variants().getFirst().vector();
        if (vector == null) {
            return;
        }
        // A model that reads examples learns nothing from reading one passage twice; for a vector two examples
        // that agree are twice the evidence.
        List<Example> examples = source.choose(
                state.open(),
                new ExampleSource.Wanted(
                        state.query().text(),
                        vector,
                        options.count(),
                        options.diversity(),
                        reads,
                        reads || state.query().explain()));
        state.examples(examples);
        state.note(name(), "wanted", options.count());
        state.note(name(), "chosen", examples.size());
        state.note(name(), "examples", ExampleNotes.of(examples));
    }
}
