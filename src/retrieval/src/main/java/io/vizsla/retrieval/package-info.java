/** The query pipeline: one class a step, put together from a collection's settings. */
@NullMarked
package io.vizsla.retrieval;

import org.jspecify.annotations.NullMarked;
