/** Probes that turn green only when a search works. */
@NullMarked
package io.vizsla.query.health;

import org.jspecify.annotations.NullMarked;
