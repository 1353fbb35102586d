/** From the bytes of a file to its title, its headings and its text. */
@NullMarked
package io.vizsla.ingestion.parse;

import org.jspecify.annotations.NullMarked;
