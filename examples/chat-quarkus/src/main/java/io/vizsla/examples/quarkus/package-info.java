/** A chat over one's own documents with Quarkus: a retriever, an assistant, a stream of what it says. */
@NullMarked
package io.vizsla.examples.quarkus;

import org.jspecify.annotations.NullMarked;
