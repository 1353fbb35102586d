/** Maps from one space of vectors into another, fitted from pairs; they are applied without libtorch. */
@NullMarked
package io.vizsla.training.space;

import org.jspecify.annotations.NullMarked;
