/** The passage index on Apache Lucene: HNSW over quantized vectors, BM25 and typed filters in one index on local disk. */
@NullMarked
package io.vizsla.index.lucene;

import org.jspecify.annotations.NullMarked;
