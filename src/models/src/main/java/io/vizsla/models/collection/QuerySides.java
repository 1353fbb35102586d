package io.vizsla.models.collection;

import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;

/** Whether one model's queries may be compared with another one's passages. */
final class QuerySides {

    private QuerySides() {}

    /**
     * Returns the query side of a model that serves a space.
     *
     * @param queries of the model that is to read queries
     * @param documents of the model that reads passages, in its space for the collection's purpose
     * @throws VizslaException {@code CONFLICT} naming both spaces and dimensions, and what to do
     */
    static QuerySide check(ModelManifest queries, ModelCard documents) {
        QuerySide side = queries.querySide();
        if (side == null) {
            throw conflict(queries, queries.space().id(), queries.dimension(), documents);
        }
        int dimension = side.dimension(queries.dimension());
        if (!side.space().equals(documents.space().id()) || dimension != documents.dimension()) {
            throw conflict(queries, side.space(), dimension, documents);
        }
        return side;
    }

    private static VizslaException conflict(ModelManifest queries, String space, int dimension, ModelCard documents) {
        return VizslaException.field(
                ErrorCode.CONFLICT,
                "model",
                queries.name(),
                "one whose querySide is the space of the documents, " + documents.space() + " with "
                        + documents.dimension() + " dimensions; its queries lie in " + space + " with " + dimension
                        + ". To use it, index the documents anew in a collection of that model");
    }
}
