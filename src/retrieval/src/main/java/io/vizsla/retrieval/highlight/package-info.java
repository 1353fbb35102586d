/** Finds the words of a query in a text that is shown. */
@NullMarked
package io.vizsla.retrieval.highlight;

import org.jspecify.annotations.NullMarked;
