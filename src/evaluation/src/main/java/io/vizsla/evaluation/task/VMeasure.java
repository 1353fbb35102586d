package io.vizsla.evaluation.task;

import java.util.HashMap;
import java.util.Map;

/**
 * The V-measure of Rosenberg and Hirschberg (2007) with beta = 1: harmonic mean of homogeneity {@code 1 - H(C|K) / H(C)}
 * and completeness {@code 1 - H(K|C) / H(K)}, where C are the classes and K the clusters. 0 to 1.
 */
final class VMeasure {

    private VMeasure() {}

    /** Returns the agreement of clusters with classes; an entropy of 0 counts as perfect, as in scikit-learn. */
    static double of(int[] classes, int[] clusters) {
        Map<Long, Integer> joint = new HashMap<>();
        Map<Long, Integer> byClass = new HashMap<>();
        Map<Long, Integer> byCluster = new HashMap<>();
        for (int i = 0; i < classes.length; i++) {
            joint.merge((long) classes[i] << 32 | clusters[i], 1, Integer::sum);
            byClass.merge((long) classes[i], 1, Integer::sum);
            byCluster.merge((long) clusters[i], 1, Integer::sum);
        }
        double together = entropy(joint, classes.length);
        double ofClasses = entropy(byClass, classes.length);
        double ofClusters = entropy(byCluster, classes.length);
        double homogeneity = ofClasses == 0 ? 1 : 1 - (together - ofClusters) / ofClasses;
        double completeness = ofClusters == 0 ? 1 : 1 - (together - ofClasses) / ofClusters;
        double sum = homogeneity + completeness;
        return sum <= 0 ? 0 : Math.clamp(2 * homogeneity * completeness / sum, 0, 1);
    }

    private static double entropy(Map<Long, Integer> counts, int all) {
        double entropy = 0;
        for (int count : counts.values()) {
            double share = (double) count / all;
            entropy -= share * Math.log(share);
        }
        return entropy;
    }
}
