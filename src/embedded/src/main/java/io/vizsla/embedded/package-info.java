/**
 * Vizsla without an instance: what the retriever and the models of {@code io.vizsla.langchain4j} ask, answered by the classes that serve,
 * in the caller's own process. Knows no index and no runtime of models; the caller brings them.
 */
@NullMarked
package io.vizsla.embedded;

import org.jspecify.annotations.NullMarked;
