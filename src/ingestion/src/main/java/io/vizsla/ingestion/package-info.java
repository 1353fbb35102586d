/** The ingest state machine: from records of the log to chunks in an index, and to what is written back to the log. */
@NullMarked
package io.vizsla.ingestion;

import org.jspecify.annotations.NullMarked;
