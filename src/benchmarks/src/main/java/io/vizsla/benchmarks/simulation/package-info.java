/** The deterministic simulation of ingest: the loop and the machine as they are, over a log, indexes and a clock of the seed. */
@NullMarked
package io.vizsla.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
