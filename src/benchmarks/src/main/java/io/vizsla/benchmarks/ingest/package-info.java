/** Ingest from Kafka into Milvus, to be measured. */
@NullMarked
package io.vizsla.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
