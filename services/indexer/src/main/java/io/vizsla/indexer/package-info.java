/** The Kafka side of the platform: topics, producing, following, the indexing loop and its transactions, dead letters. */
@NullMarked
package io.vizsla.indexer;

import org.jspecify.annotations.NullMarked;
