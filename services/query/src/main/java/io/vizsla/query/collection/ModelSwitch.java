package io.vizsla.query.collection;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.QuerySide;
import io.vizsla.query.port.ModelCatalog;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has another model read a collection's queries, and goes back. Searches go on meanwhile with the model that they began
 * with: the new one is opened, checked and has read queries before anybody is told of it. Safe for any number of threads.
 */
@Singleton
public class ModelSwitch {

    /** The first calls of a session pay for its memory; of different length, as queries are. */
    private static final List<String> WARM_UP =
            List.of("warm", "warm up", "what does a model read before it serves", "another query of a few more words");

    private final CollectionService collections;
    private final ModelCatalog models;

    /** Switches by these parts. */
    public ModelSwitch(CollectionService collections, ModelCatalog models) {
        this.collections = collections;
        this.models = models;
    }

    /**
     * Has a collection's queries read by a model; its own one reads them again, whatever the strategy. Documents stay: to have
     * them indexed anew is {@link RebuildService}'s.
     *
     * @return the collection as it is then
     * @throws VizslaException {@code UNKNOWN_COLLECTION}, {@code UNKNOWN_MODEL}, {@code INVALID_MODEL}; {@code CONFLICT}
     *     naming both spaces if the model's queries do not lie in the space of the documents, or naming the strategy if it
     *     is not possible. Nothing changes then
     */
    public CollectionSpec use(String collection, String model, SwitchStrategy strategy) {
        boolean own = collections.get(collection).model().equals(model);
        if (strategy == SwitchStrategy.REINDEX && !own) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "strategy",
                    strategy.id(),
                    SwitchStrategy.QUERY_ONLY.id() + " or " + SwitchStrategy.COMPENSATE.id()
                            + " where documents stay as they are");
        }
        if (strategy == SwitchStrategy.COMPENSATE && !own) {
            checkMapped(model);
        }
        return collections.change(collection, spec -> queriedBy(spec, model));
    }

    /**
     * Has a model read along with a collection's searches, to be compared with the one that serves; it answers nobody.
     *
     * @param model null to end that
     * @return the collection as it is then
     * @throws VizslaException as {@link #use}; {@code CONFLICT} naming the challenger if it serves already. Nothing changes
     *     then
     */
    public CollectionSpec challenge(String collection, @Nullable String model) {
        return collections.change(collection, spec -> {
            if (model == null) {
                return spec.withQueryModels(spec.queryModels().challengedBy(null));
            }
            if (model.equals(spec.queryModel())) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "challenger", model, "another model than the one that serves");
            }
            queriedBy(spec, model);
            return spec.withQueryModels(spec.queryModels().challengedBy(model));
        });
    }

    /**
     * Has the model read the queries that did before; doing it twice changes nothing.
     *
     * @return the collection as it is then
     * @throws VizslaException {@code CONFLICT} if no other model did; as {@link #use} if that model is gone or changed
     */
    public CollectionSpec rollBack(String collection) {
        return collections.change(collection, spec -> {
            String previous = spec.queryModels().previous();
            if (previous == null) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "previousQueryModel",
                        null,
                        "the model that read the queries before: " + spec.queryModel() + " always did");
            }
            return queriedBy(spec, previous);
        });
    }

    private CollectionSpec queriedBy(CollectionSpec spec, String model) {
        CollectionSpec wanted = spec.withQueryModels(spec.queryModels().with(model, spec.model()));
        Encoder encoder = models.encoder(wanted);
        CollectionDraft.checkRoom(spec.tasks(), encoder);
        for (String text : WARM_UP) {
            encoder.encode(List.of(EncodingInput.query(text)));
        }
        return wanted;
    }

    private void checkMapped(String model) {
        QuerySide side = models.querySide(model).orElse(null);
        if (side == null || side.map() == null) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "strategy",
                    SwitchStrategy.COMPENSATE.id(),
                    SwitchStrategy.QUERY_ONLY.id() + " or " + SwitchStrategy.REINDEX.id() + " for " + model
                            + ", whose querySide has no map");
        }
    }
}
