/** Queries that are made of a collection's own passages, so that a model is refreshed where nobody has judged anything. */
@NullMarked
package io.vizsla.refresh.pairs;

import org.jspecify.annotations.NullMarked;
