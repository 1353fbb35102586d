/** Bytes too large for the log: in a folder, or in an object store that speaks S3. */
@NullMarked
package io.vizsla.artefacts;

import org.jspecify.annotations.NullMarked;
