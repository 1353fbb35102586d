/** Conditions on metadata, read from JSON and checked. */
@NullMarked
package io.vizsla.api.filter;

import org.jspecify.annotations.NullMarked;
