/** Reads JSON requests strictly: every key known, none twice, depth, length and numbers bounded. */
@NullMarked
package io.vizsla.query.json;

import org.jspecify.annotations.NullMarked;
