/** Chooses on judged queries how far worked examples move the queries of a model. */
@NullMarked
package io.vizsla.retrieval.fit;

import org.jspecify.annotations.NullMarked;
