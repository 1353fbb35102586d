/** Refreshing an embedding model on its user's corpus. */
@NullMarked
package io.vizsla.training;

import org.jspecify.annotations.NullMarked;
