/** Worked examples for queries: the judged queries of a collection, kept in an index of their own and chosen from it. */
@NullMarked
package io.vizsla.retrieval.example;

import org.jspecify.annotations.NullMarked;
