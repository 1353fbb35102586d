/** Small repairs of text that came from outside. */
@NullMarked
package io.vizsla.query.text;

import org.jspecify.annotations.NullMarked;
