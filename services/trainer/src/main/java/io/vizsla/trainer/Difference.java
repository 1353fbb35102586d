package io.vizsla.trainer;

/** A query's nDCG@10 with the model that serves and with the trained one. */
record Difference(double before, double after) {

    double gain() {
        return after - before;
    }
}
