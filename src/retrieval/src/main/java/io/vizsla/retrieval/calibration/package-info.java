/** Makes a probability of relevance out of what a search found. */
@NullMarked
package io.vizsla.retrieval.calibration;

import org.jspecify.annotations.NullMarked;
