/** The loops that train: batches in, weights moved, progress told, checkpoints kept. */
@NullMarked
package io.vizsla.training.trainer;

import org.jspecify.annotations.NullMarked;
