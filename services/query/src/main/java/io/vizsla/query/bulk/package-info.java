/** Takes documents as a stream of lines, each accepted or rejected on its own. */
@NullMarked
package io.vizsla.query.bulk;

import org.jspecify.annotations.NullMarked;
