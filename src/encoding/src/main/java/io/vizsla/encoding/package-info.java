/** Models that run on ONNX Runtime: tokenizing, batching, pooling, token vectors, caching. */
@NullMarked
package io.vizsla.encoding;

import org.jspecify.annotations.NullMarked;
