package io.vizsla.retrieval;

import io.vizsla.api.query.VectorTransform;
import java.util.List;

/** Changes the queries' vectors after they were encoded. */
record VectorTransformStep(List<VectorTransform> transforms) implements Step {

    @Override
    public String name() {
        return "transformVectors";
    }

    @Override
    public void run(SearchState state) {
        state.eachVariant(variant -> transformed(variant, state));
        state.note(name(), "applied", transforms.size());
    }

    private Variant transformed(Variant variant, SearchState state) {
        float[] vector = variant.vector();
        if (vector == null) {
            return variant;
        }
        for (VectorTransform transform : transforms) {
            vector = transform.apply(vector, state);
        }
        return variant.withVector(vector);
    }
}
