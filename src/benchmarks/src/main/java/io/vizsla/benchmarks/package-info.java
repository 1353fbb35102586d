/** Programs that measure, fit and compare; each prints figures that the handbook quotes. */
@NullMarked
package io.vizsla.benchmarks;

import org.jspecify.annotations.NullMarked;
