/** Turns cosines into probabilities that a passage is relevant, by what the query itself says about its cosines. */
@NullMarked
package io.vizsla.training.calibration;

import org.jspecify.annotations.NullMarked;
