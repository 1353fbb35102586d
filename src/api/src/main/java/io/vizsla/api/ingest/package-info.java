/** What becomes of documents on their way from the log to an index. */
@NullMarked
package io.vizsla.api.ingest;

import org.jspecify.annotations.NullMarked;
