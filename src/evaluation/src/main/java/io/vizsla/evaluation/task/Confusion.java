package io.vizsla.evaluation.task;

/** What a classifier said against what is true. */
final class Confusion {

    private final int[] right;
    private final int[] said;
    private final int[] is;
    private int all;

    Confusion(int classes) {
        right = new int[classes];
        said = new int[classes];
        is = new int[classes];
    }

    /** Counts one input. */
    void add(int truth, int prediction) {
        all++;
        is[truth]++;
        said[prediction]++;
        if (truth == prediction) {
            right[truth]++;
        }
    }

    /** Returns the share of inputs that were classified rightly. */
    double accuracy() {
        int sum = 0;
        for (int one : right) {
            sum += one;
        }
        return all == 0 ? 0 : (double) sum / all;
    }

    /** Returns the mean of F1 over the classes that were seen or predicted, as scikit-learn's macro average. */
    double macroF1() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < right.length; c++) {
            if (is[c] + said[c] > 0) {
                sum += 2.0 * right[c] / (is[c] + said[c]);
                classes++;
            }
        }
        return classes == 0 ? 0 : sum / classes;
    }
}
