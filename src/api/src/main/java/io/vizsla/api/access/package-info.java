/** Who may do what: keys of the REST API. */
@NullMarked
package io.vizsla.api.access;

import org.jspecify.annotations.NullMarked;
