/** What others offer for the same task, called as its users would call it, for benchmarks to compare with. */
@NullMarked
package io.vizsla.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
