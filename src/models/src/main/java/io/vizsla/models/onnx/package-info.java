/** Reads and rewrites ONNX graphs: what a model folder needs beyond the graph that came with the model. */
@NullMarked
package io.vizsla.models.onnx;

import org.jspecify.annotations.NullMarked;
