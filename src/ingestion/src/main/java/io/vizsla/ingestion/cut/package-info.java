/** From the text of a document to the chunks that a model can read. */
@NullMarked
package io.vizsla.ingestion.cut;

import org.jspecify.annotations.NullMarked;
