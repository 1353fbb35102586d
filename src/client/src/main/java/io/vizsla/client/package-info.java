/** Typed calls to an instance of Vizsla: search, answers, documents, collections, embeddings and reranking. */
@NullMarked
package io.vizsla.client;

import org.jspecify.annotations.NullMarked;
