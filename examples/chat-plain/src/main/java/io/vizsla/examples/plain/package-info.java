/** A chat over one's own documents in plain Java. */
@NullMarked
package io.vizsla.examples.plain;

import org.jspecify.annotations.NullMarked;
