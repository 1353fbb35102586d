package io.vizsla.api.encoding;

import java.util.List;

/** Scores a query and a passage together. Safe for any number of threads. */
public interface CrossEncoder extends AutoCloseable {

    /** Returns the raw output for each passage, in order; higher is more relevant, unbounded. */
    double[] score(String query, List<String> passages);

    /** Returns the model's name. */
    String name();

    @Override
    void close();
}
