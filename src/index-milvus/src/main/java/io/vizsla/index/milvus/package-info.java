/**
 * The passage index on Milvus: one collection an index, with what the server offers of BM25, and our own word search over
 * the same rows where it offers none.
 */
@NullMarked
package io.vizsla.index.milvus;

import org.jspecify.annotations.NullMarked;
