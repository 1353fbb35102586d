/** Text to vectors: the ports that models implement, and what goes in and out. */
@NullMarked
package io.vizsla.api.encoding;

import org.jspecify.annotations.NullMarked;
