/** Makes model folders of what other tools export: finds the parts, compares what they say, writes the manifest. */
@NullMarked
package io.vizsla.models.imports;

import org.jspecify.annotations.NullMarked;
