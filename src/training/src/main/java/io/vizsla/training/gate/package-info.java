/** What decides whether a trained model is better, without being taken in by what it learned by heart. */
@NullMarked
package io.vizsla.training.gate;

import org.jspecify.annotations.NullMarked;
