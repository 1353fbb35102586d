/** The one exception of the platform and its closed set of codes. */
@NullMarked
package io.vizsla.api.error;

import org.jspecify.annotations.NullMarked;
