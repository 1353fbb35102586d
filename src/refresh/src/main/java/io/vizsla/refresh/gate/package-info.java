/** What decides whether a trained model may serve. */
@NullMarked
package io.vizsla.refresh.gate;

import org.jspecify.annotations.NullMarked;
