/** Collections kept open: their shared models and their indexes. */
@NullMarked
package io.vizsla.models.collection;

import org.jspecify.annotations.NullMarked;
