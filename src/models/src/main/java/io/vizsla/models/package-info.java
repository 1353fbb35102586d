/** Model folders: reading, checking and listing them, and making those of the built-in models. */
@NullMarked
package io.vizsla.models;

import org.jspecify.annotations.NullMarked;
