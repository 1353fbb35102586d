package io.vizsla.api.query;

import io.vizsla.api.passage.Hits;
import java.util.List;

/** Joins several lists of candidates, or several signals of one list, into one order. */
@FunctionalInterface
public interface Fusion {

    /** Returns every candidate of the lists once, best first. */
    Hits fuse(List<Hits> lists, QueryContext context);
}
