/** What a passage index needs whatever its store: word analysis, exact codecs, checks of vectors and filters. */
@NullMarked
package io.vizsla.index.common;

import org.jspecify.annotations.NullMarked;
