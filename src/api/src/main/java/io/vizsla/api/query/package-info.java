/** A search request and the steps that answer it. */
@NullMarked
package io.vizsla.api.query;

import org.jspecify.annotations.NullMarked;
