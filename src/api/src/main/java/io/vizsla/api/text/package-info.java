/** What holds for every text that comes from outside, and names for texts. */
@NullMarked
package io.vizsla.api.text;

import org.jspecify.annotations.NullMarked;
