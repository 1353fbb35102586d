/** What holds for every text that comes from outside. */
@NullMarked
package io.vizsla.api.text;

import org.jspecify.annotations.NullMarked;
