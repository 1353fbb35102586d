/** Looks closer at the best candidates: token vectors and cross-encoders. */
@NullMarked
package io.vizsla.retrieval.rerank;

import org.jspecify.annotations.NullMarked;
