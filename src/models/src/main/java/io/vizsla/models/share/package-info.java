/** Models that lie in one process's folder and are used by all. */
@NullMarked
package io.vizsla.models.share;

import org.jspecify.annotations.NullMarked;
