/** Maps from one space of vectors into another: fitted from pairs, kept as a file, applied without libtorch. */
@NullMarked
package io.vizsla.training.space;

import org.jspecify.annotations.NullMarked;
