package io.vizsla.retrieval.calibration;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a logistic model of relevance: {@code P = 1 / (1 + exp(-(bias + sum of weight * feature)))}.
 *
 * @param score weight of the ordering score as it is, at least 0
 * @param relative weight of the distance to the best hit in standard deviations, at least 0
 * @param dense weight of the search's best cosine
 * @param tokens weight of its best token similarity
 * @param lexical weight of its best share of the reachable BM25
 * @param rarity weight of the rarity of the query's words
 */
public record Coefficients(
        double bias, double score, double relative, double dense, double tokens, double lexical, double rarity) {

    public Coefficients {
        checkRising("score", score);
        checkRising("relative", relative);
        for (double weight : new double[] {bias, dense, tokens, lexical, rarity}) {
            if (!Double.isFinite(weight)) {
                throw VizslaException.invalid("calibration", weight, "a finite number");
            }
        }
    }

    /** Returns the probability for a hit of this ordering score in a search with these features. */
    public double probability(double hitScore, SearchFeatures features) {
        double logit = bias
                + score * hitScore
                + relative * features.relative(hitScore)
                + dense * features.dense()
                + tokens * features.tokens()
                + lexical * features.lexical()
                + rarity * features.rarity();
        return 1 / (1 + Math.exp(-logit));
    }

    /** Returns the weights by name. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("bias", bias);
        map.put("score", score);
        map.put("relative", relative);
        map.put("dense", dense);
        map.put("tokens", tokens);
        map.put("lexical", lexical);
        map.put("rarity", rarity);
        return map;
    }

    /** A falling weight would turn the order of the hits around. */
    private static void checkRising(String name, double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw VizslaException.invalid("calibration." + name, weight, "at least 0 and finite");
        }
    }
}
