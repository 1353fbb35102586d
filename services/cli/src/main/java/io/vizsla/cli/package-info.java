/** The commands behind the launcher: what they ask of the instance, and how they show the answer. */
@NullMarked
package io.vizsla.cli;

import org.jspecify.annotations.NullMarked;
