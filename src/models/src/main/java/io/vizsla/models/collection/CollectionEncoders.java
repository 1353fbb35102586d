package io.vizsla.models.collection;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;
import io.vizsla.models.ModelFolder;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes the encoder of a collection of the models that it names: its own for passages, and for queries the same or the query
 * side of another, if that lies in the space of the collection. Safe for any number of threads.
 */
public final class CollectionEncoders {

    /** What {@code provenance.kind} says of a model that moves the queries of its parent and reads tokens as that does. */
    private static final String ADAPTER = "adapter";

    private final SharedEncoders encoders;
    private final Function<String, ModelFolder> folders;

    /**
     * Makes encoders of these models.
     *
     * @param encoders shared with others and closed by them
     * @param folders gives the folder of a model's name, or throws {@code UNKNOWN_MODEL}
     */
    public CollectionEncoders(SharedEncoders encoders, Function<String, ModelFolder> folders) {
        this.encoders = encoders;
        this.folders = folders;
    }

    /**
     * Returns the encoder of a collection, with vectors as long as the collection has them. Nobody closes it.
     *
     * @throws VizslaException as {@link #whole}; {@code INVALID_ARGUMENT} if the model cannot be cut to that dimension
     */
    public Encoder of(CollectionSpec spec) {
        Encoder whole = whole(spec);
        return spec.dimension() == null ? whole : whole.cutTo(spec.dimension());
    }

    /**
     * Returns the encoder of a collection, with vectors as long as the model makes them. Nobody closes it.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}, {@code INVALID_MODEL}; {@code CONFLICT} naming both spaces if the
     *     model for queries does not serve the space of the documents
     */
    public Encoder whole(CollectionSpec spec) {
        Encoder documents = encoders.get(spec.model()).as(spec.purpose());
        String champion = spec.queryModels().champion();
        return champion == null || champion.equals(spec.model())
                ? documents
                : queriedBy(folders.apply(champion), documents, spec);
    }

    private Encoder queriedBy(ModelFolder queries, Encoder documents, CollectionSpec spec) {
        ModelManifest manifest = queries.manifest();
        QuerySide side = QuerySides.check(manifest, documents.card());
        AffineMap map = queries.queryMap();
        boolean tokens = keepsTokens(manifest, side, documents.card(), spec.model());
        return new QuerySideEncoder(documents, encoders.get(manifest.name()).as(spec.purpose()), map, tokens);
    }

    /** Token vectors are compared where both models reduce them alike and nothing but the whole query was moved. */
    private boolean keepsTokens(ModelManifest queries, QuerySide side, ModelCard documents, String model) {
        boolean unmoved =
                side.map() == null || ADAPTER.equals(queries.provenance().get("kind"));
        if (!unmoved || queries.tokenProjection() == null || queries.tokenDimension() != documents.tokenDimension()) {
            return false;
        }
        ModelManifest other = folders.apply(model).manifest();
        return other.tokenProjection() != null
                && Objects.equals(
                        other.tokenProjection().sha256(),
                        queries.tokenProjection().sha256());
    }
}
