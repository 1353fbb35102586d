/** Kills the process that holds log, states and index again and again, and compares what is left with a model. */
@NullMarked
package io.vizsla.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
