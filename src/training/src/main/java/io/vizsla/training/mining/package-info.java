/** Passages that look relevant and are not: where to take them from, and which to leave alone because they may be. */
@NullMarked
package io.vizsla.training.mining;

import org.jspecify.annotations.NullMarked;
