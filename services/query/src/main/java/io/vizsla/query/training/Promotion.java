package io.vizsla.query.training;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.ModelSwitch;
import io.vizsla.query.collection.RebuildService;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.refresh.job.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Lets a trained model serve, in the way that its refresh was begun for. Doing it twice does nothing more, so that a job
 * whose instance was killed meanwhile goes on.
 */
record Promotion(CollectionService collections, ModelSwitch models, RebuildService rebuilds) {

    /**
     * A model that was trained.
     *
     * @param parent name of the model that it was compared with
     * @param loss of nDCG@10 that is taken on the index that is there
     */
    record Candidate(String model, String parent, List<Comparison> comparisons, double loss) {}

    /**
     * Sees that documents may be indexed anew later on.
     *
     * @throws VizslaException {@code CONFLICT} if a rebuild is under way
     */
    void check(String collection, SwitchStrategy strategy) {
        if (strategy != SwitchStrategy.QUERY_ONLY) {
            rebuilds.underWay(collection).ifPresent(rebuild -> {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "collection",
                        collection,
                        "one whose documents are not being indexed anew by "
                                + rebuild.rebuild().to().model());
            });
        }
    }

    /**
     * Lets it serve.
     *
     * @return what has happened, for people
     * @throws VizslaException as {@link ModelSwitch#use} and {@link RebuildService#begin} throw; {@code CONFLICT} naming both if
     *     the collection has another model by now than the one that was compared
     */
    String serve(String collection, Candidate candidate, SwitchStrategy strategy) {
        String model = candidate.model();
        if (strategy == SwitchStrategy.QUERY_ONLY) {
            models.use(collection, model, strategy);
            return model + " reads the queries now";
        }
        CollectionSpec spec = collections.get(collection);
        RebuildProgress underWay = rebuilds.underWay(collection).orElse(null);
        boolean isBegun = underWay != null && underWay.rebuild().to().model().equals(model);
        if (spec.model().equals(model) && underWay == null) {
            models.use(collection, model, strategy);
            return model + " reads queries and documents now";
        }
        checkParent(spec, candidate);
        boolean isUnderWay = isBegun
                || rebuilds.begin(collection, CollectionChange.ofModel(model)).isPresent();
        if (!isUnderWay) {
            return model + " reads queries and documents now";
        }
        String told = "The documents are being indexed anew by " + model + ", which reads both sides then";
        return strategy == SwitchStrategy.REINDEX ? told : told + "; until then " + compensate(collection, candidate);
    }

    private static void checkParent(CollectionSpec spec, Candidate candidate) {
        if (!spec.model().equals(candidate.parent())) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "model",
                    candidate.model() + ", which was compared with " + candidate.parent(),
                    "one that was compared with the collection's own, " + spec.model() + "; refresh that");
        }
    }

    /** Nothing is taken for a loss of nobody knows how much. */
    private String compensate(String collection, Candidate candidate) {
        OptionalDouble change = candidate.comparisons().stream()
                .filter(one ->
                        one.name().equals(Comparison.COMPENSATED) && one.group().equals(Comparison.UNSEEN))
                .mapToDouble(Comparison::difference)
                .findFirst();
        if (change.isEmpty()) {
            return "nothing changes, since nobody measured what its map loses";
        }
        if (change.getAsDouble() < -candidate.loss()) {
            return String.format(
                    Locale.ROOT,
                    "nothing changes, since through its map it would lose %.4f of nDCG@10 and %.4f is allowed",
                    -change.getAsDouble(),
                    candidate.loss());
        }
        models.use(collection, candidate.model(), SwitchStrategy.COMPENSATE);
        return "it reads the queries, whose vectors a map takes to the documents that are there";
    }
}
