/** How weights move along their gradients, and how far. */
@NullMarked
package io.vizsla.training.optimizer;

import org.jspecify.annotations.NullMarked;
