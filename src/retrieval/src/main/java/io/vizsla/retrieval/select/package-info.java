/** Picks what is answered out of the ordered candidates. */
@NullMarked
package io.vizsla.retrieval.select;

import org.jspecify.annotations.NullMarked;
