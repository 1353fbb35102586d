/** Takes files from a multipart stream, each accepted or rejected on its own. */
@NullMarked
package io.vizsla.query.files;

import org.jspecify.annotations.NullMarked;
