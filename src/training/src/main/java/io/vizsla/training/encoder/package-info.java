/** An embedding model that can be trained: its graph with what stands around it, tokens in and vectors out. */
@NullMarked
package io.vizsla.training.encoder;

import org.jspecify.annotations.NullMarked;
