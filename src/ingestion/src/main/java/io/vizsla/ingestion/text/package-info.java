/** What is true of any text: which characters a reader sees. */
@NullMarked
package io.vizsla.ingestion.text;

import org.jspecify.annotations.NullMarked;
