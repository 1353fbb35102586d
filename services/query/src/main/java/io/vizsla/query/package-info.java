/** The REST service: what every way of running it shares. Which parts stand behind it is decided by a service's wiring. */
@NullMarked
package io.vizsla.query;

import org.jspecify.annotations.NullMarked;
