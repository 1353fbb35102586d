/** Chunks, hits and the index port. */
@NullMarked
package io.vizsla.api.passage;

import org.jspecify.annotations.NullMarked;
