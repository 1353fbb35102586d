package io.vizsla.api.query;

/** Changes a query's vector after it was encoded: adapters, masks, space maps. */
@FunctionalInterface
public interface VectorTransform {

    /** Returns the new vector, unit length; the argument stays as it is. */
    float[] apply(float[] vector, QueryContext context);
}
