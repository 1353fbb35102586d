/** The one-process instance: its start, its end, and its data directory. */
@NullMarked
package io.vizsla.standalone;

import org.jspecify.annotations.NullMarked;
