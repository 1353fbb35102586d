/** Runs searches within bounds of time and concurrency, and marks the words that match. */
@NullMarked
package io.vizsla.query.search;

import org.jspecify.annotations.NullMarked;
