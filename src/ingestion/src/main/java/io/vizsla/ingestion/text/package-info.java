/** What is true of any text: which characters are fit to store, and which of them a reader sees. */
@NullMarked
package io.vizsla.ingestion.text;

import org.jspecify.annotations.NullMarked;
