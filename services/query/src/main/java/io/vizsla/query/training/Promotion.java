package io.vizsla.query.training;

import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.ModelSwitch;
import io.vizsla.query.collection.RebuildService;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.refresh.job.Comparison;
import java.util.List;

/**
 * Lets a trained model serve, in the way that its refresh was begun for. Doing it twice does nothing more, so that a job
 * whose instance was killed meanwhile goes on.
 */
record Promotion(ModelSwitch models, RebuildService rebuilds) {

    /**
     * Lets it serve.
     *
     * @param comparisons what was measured of it
     * @param loss of nDCG@10 that is taken on the index that is there
     * @return what has happened, for people
     * @throws io.vizsla.api.error.VizslaException as {@link ModelSwitch#use} and {@link RebuildService#begin} throw
     */
    String serve(String collection, String model, SwitchStrategy strategy, List<Comparison> comparisons, double loss) {
        if (strategy == SwitchStrategy.QUERY_ONLY) {
            models.use(collection, model, strategy);
            return model + " reads the queries now";
        }
        boolean isBegun = rebuilds.leadsTo(collection, model);
        boolean isUnderWay = isBegun
                || rebuilds.begin(collection, CollectionChange.ofModel(model)).isPresent();
        if (!isUnderWay) {
            return model + " reads queries and documents now";
        }
        String told = "The documents are being indexed anew by " + model + ", which reads both sides then";
        if (strategy == SwitchStrategy.REINDEX) {
            return told;
        }
        double change = compensated(comparisons);
        if (change < -loss) {
            return told + "; until then nothing changes, since through its map it would lose " + -change;
        }
        models.use(collection, model, strategy);
        return told + "; until then it reads the queries, whose vectors a map takes to the documents that are there";
    }

    /** Nothing is taken for a loss of nobody knows how much. */
    private static double compensated(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(one ->
                        one.name().equals(Comparison.COMPENSATED) && one.group().equals(Comparison.UNSEEN))
                .mapToDouble(Comparison::difference)
                .findFirst()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
