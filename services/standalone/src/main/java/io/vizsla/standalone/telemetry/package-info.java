/**
 * Traces from the producer of a document to the hit of a search: the context in the headers of the log, the spans of
 * batches, of rebuilds and of searches. Nothing here runs unless {@code vizsla.telemetry.otlp} is set.
 */
@NullMarked
package io.vizsla.standalone.telemetry;

import org.jspecify.annotations.NullMarked;
